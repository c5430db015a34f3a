import { z } from 'zod';

// zod compiles checks with `new Function`, which our CSP forbids. This must run before any schema is made, so every
// schema takes `z` from here.
z.config({ jitless: true });

export { z };

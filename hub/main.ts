// npm run hub: starts the hub, or does one thing at it (`npm run hub -- help`).
import { parseArgs } from 'node:util';
import { asWarden, help, perform } from './commands.ts';
import { readConfig } from './config.ts';
import { Sentence } from './sentence.ts';

async function main(argv: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: { note: { type: 'string' }, warden: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  });
  const [name, ...args] = positionals;
  if (values.help === true || name === 'help') {
    console.log(help);
    return;
  }
  const config = readConfig(process.env, process.cwd());
  if (name !== undefined) {
    const terminal = { print: (text: string) => console.log(text), colours: process.stdout.isTTY };
    const told = [...(values.warden === true ? [asWarden] : []), ...args, ...(values.note ? [values.note] : [])];
    await perform(name, told, config, terminal);
    return;
  }
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      // Who asks twice does not want to wait for what runs.
      if (stop.signal.aborted) process.exit(1);
      stop.abort();
    });
  const { serve } = await import('./serve.ts');
  await serve(config, stop.signal);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  const isUsage = error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  if (error instanceof Sentence) console.error(error.message);
  else if (isUsage) console.error(help);
  else console.error(error);
  process.exitCode = 1;
}

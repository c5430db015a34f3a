import '../shared/zod.ts';
// The order of the layers is said by the first style sheet, so it comes before every part's own.
import './app/base.css';
import './app/tokens.css';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import type { DeskWindow } from './app/desk.ts';
import { installTrustedTypes } from './app/trustedTypes.ts';

const page: DeskWindow = window;
installTrustedTypes(page);
const root = document.getElementById('root');
if (root) createRoot(root).render(<App bridge={page.desk} />);

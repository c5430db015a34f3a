import '../shared/zod.ts';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import './app/base.css';
import './app/tokens.css';
import { installTrustedTypes } from './app/trustedTypes.ts';

installTrustedTypes(window);
const root = document.getElementById('root');
if (root) createRoot(root).render(<App bridge={window.desk} />);

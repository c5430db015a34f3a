/** Where run.ts leaves the `electron` module for electron.ts. */
export const PLACE = Symbol.for('ppuri-desk.standin.electron');

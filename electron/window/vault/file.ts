import { existsSync, readFileSync, statSync } from 'node:fs';
import { refuse } from '../../../shared/model/problem.ts';
import { replaceFile } from '../writeFile.ts';
import type { Vault } from './shape.ts';
import { digestOf, vaultShape } from './shape.ts';

/** No vault is larger: 500 accounts come to half of it. */
const largest = 2_000_000;

/**
 * The vault in a text (of the file, or of a backup's header). Refuses with `vaultDamaged` what is not whole; whether it
 * is what this centre wrote shows at the unlock.
 */
export function vaultIn(text: string): Vault {
  if (text.length > largest) return refuse('vaultDamaged');
  try {
    const vault = vaultShape.parse(JSON.parse(text));
    if (vault.format === 1 || digestOf(vault).value === vault.digest.value) return vault;
  } catch {
    // Cut off, or no vault at all.
  }
  return refuse('vaultDamaged');
}

/** The vault on disk, of format 1 or 2; null before the first run. Refuses with `vaultDamaged`. */
export function readVault(file: string): Vault | null {
  if (!existsSync(file)) return null;
  try {
    if (statSync(file).size > largest) return refuse('vaultDamaged');
    return vaultIn(readFileSync(file, 'utf8'));
  } catch {
    return refuse('vaultDamaged');
  }
}

/**
 * Writes the vault whole or not at all. What could not be read again would lock everybody out: it is an error of the
 * program, and the vault that is there stays.
 */
export function writeVault(file: string, vault: Vault): void {
  const text = `${JSON.stringify(vault, null, 2)}\n`;
  try {
    vaultIn(text);
  } catch (cause) {
    throw new Error('The vault could not be read again: it is not written.', { cause });
  }
  replaceFile(file, text);
}

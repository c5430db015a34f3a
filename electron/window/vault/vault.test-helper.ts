import { Refusal } from '../../../shared/model/problem.ts';
import { newVault } from './accounts.ts';
import type { OpenedVault } from './seals.ts';
import type { NewVault } from './shape.ts';

/** Passwords in tests are not made to wait for. */
export const quickCost = { N: 2, r: 1, p: 1 } as const;
export const testPassword = 'Bburi-2026';
/** 22 November 2026, ms UTC. */
export const vaultNow = Date.UTC(2026, 10, 22);

/** A centre with one account, `admin`. */
export async function testVault(): Promise<{ vault: NewVault; opened: OpenedVault; recoveryKey: string }> {
  return await newVault({ centre: '센터', loginId: 'admin', password: testPassword, now: vaultNow, cost: quickCost });
}

/** The code with which something was refused; '' when it was not; what was thrown otherwise, in words. */
export async function codeOf(run: () => unknown): Promise<string> {
  try {
    await run();
    return '';
  } catch (error) {
    return error instanceof Refusal ? error.problem.code : `crashed: ${String(error)}`;
  }
}

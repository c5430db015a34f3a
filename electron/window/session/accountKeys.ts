import { refuse } from '../../../shared/model/problem.ts';
import type { OpenStore } from './openStore.ts';
import type { ScryptCost } from '../vault/box.ts';
import { accountOf, wasUsed, withAccount, withCentreName, withoutAccount, withPassword } from '../vault/index.ts';

/** A password that an account is given. */
export interface NewPassword {
  readonly loginId: string;
  readonly password: string;
  /** Whether its owner must choose another at the next sign-in. */
  readonly mustChange: boolean;
  /** ms UTC. */
  readonly now: number;
  /** What a password costs; the usual unless a test cannot wait. */
  readonly cost?: ScryptCost;
}

/** Gives an account a password, or a key where it has none here; refuses one of its last three. */
export async function setPassword(store: OpenStore, login: NewPassword): Promise<void> {
  const { loginId, password } = login;
  await store.changeVault(async (vault, keys) => {
    if (!accountOf(vault, loginId)) return await withAccount(vault, keys, login);
    if (await wasUsed(vault, loginId, password))
      return refuse('checkFields', {
        fields: { password: '최근에 쓴 비밀번호 세 개와 다른 비밀번호를 정해 주십시오.' },
      });
    return await withPassword(vault, keys, login);
  });
}

/** Keys of accounts that have ended go out of the vault, also where another laptop has ended them. */
export async function dropKeys(store: OpenStore, ended: readonly string[]): Promise<void> {
  const vault = store.vault();
  if (!vault || !ended.some((loginId) => accountOf(vault, loginId))) return;
  await store.changeVault((now, keys) =>
    ended.reduce((left, loginId) => (accountOf(left, loginId) ? withoutAccount(left, keys, loginId) : left), now),
  );
}

/** The vault bears the centre's name for the login screen: one that the store has otherwise is taken over. */
export async function takeCentreName(store: OpenStore, centre: string): Promise<void> {
  if (centre === '' || store.vault()?.centre === centre) return;
  await store.changeVault((vault, keys) => withCentreName(vault, keys, centre));
}

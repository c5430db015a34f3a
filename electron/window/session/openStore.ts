import { Refusal, refuse } from '../../../shared/model/problem.ts';
import type { StoreLock } from '../../store/connection.ts';
import type { StoreDesk } from '../../store/desk.ts';
import type { DataFolder } from '../dataFolder.ts';
import { folderProblem } from '../dataFolder.ts';
import type { OpenedVault, Vault } from '../vault/index.ts';
import { readVault, writeVault } from '../vault/index.ts';

export interface OpenStoreOptions {
  readonly folder: DataFolder;
  readonly open: (file: string, lock: StoreLock) => Promise<StoreDesk>;
}

/**
 * The one opened store with the vault it was opened by, and the one queue for everything that reads and writes the vault
 * or tries a password: two changes at once would lose one, and two scrypts at once take the laptop's memory. What is in
 * here never goes to a page.
 */
export class OpenStore {
  readonly #options: OpenStoreOptions;
  #store: Promise<StoreDesk> | undefined;
  #vault: OpenedVault | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #shut = false;

  constructor(options: OpenStoreOptions) {
    this.#options = options;
  }

  /** Whether a store is open (or opening): then it must be closed before the app ends. */
  get opened(): boolean {
    return this.#store !== undefined;
  }

  /** The opened store; refuses with `notSignedIn` before the first login. */
  store(): Promise<StoreDesk> {
    return this.#store ?? refuse('notSignedIn');
  }

  /** The keys of the opened store; refuses with `notSignedIn` before the first login. */
  keys(): OpenedVault {
    return this.#vault ?? refuse('notSignedIn');
  }

  /** The vault on disk, or null before the first run. Refuses with `vaultDamaged`. */
  vault(): Vault | null {
    return readVault(this.#options.folder.vault);
  }

  /** Runs when everything asked for before is done. A turn that asks for another turn waits for ever. */
  turn<T>(run: () => Promise<T>): Promise<T> {
    const result = this.#last.then(run);
    this.#last = result.catch(() => undefined);
    return result;
  }

  /** Changes the vault on disk, after whatever else is changing it; the store must be open. */
  changeVault(change: (vault: Vault, keys: OpenedVault) => Vault | Promise<Vault>): Promise<void> {
    return this.turn(async () => {
      const vault = this.vault() ?? refuse('vaultMissing');
      this.write(await change(vault, this.keys()));
    });
  }

  /** Writes the vault; call inside a turn. */
  write(vault: Vault): void {
    writeVault(this.#options.folder.vault, vault);
  }

  /** Opens the store with the keys of a vault that was unlocked, or joins the opened one. */
  async open(keys: OpenedVault): Promise<StoreDesk> {
    if (this.#shut) refuse('storeBusy');
    if (!this.#store) {
      const { folder, open } = this.#options;
      // A store file that went away since the login screen came must not be replaced by an empty one.
      const inTheWay = folderProblem(folder);
      if (inTheWay) throw new Refusal(inTheWay);
      this.#keep(open(folder.store, keys.lock), keys);
    }
    return await this.store();
  }

  /** Takes a store that was just made. */
  take(store: StoreDesk, keys: OpenedVault): void {
    this.#keep(Promise.resolve(store), keys);
  }

  #keep(opening: Promise<StoreDesk>, keys: OpenedVault): void {
    this.#store = opening;
    this.#vault = keys;
    opening.catch(() => {
      // A store that did not open must be tried again after the cause is mended.
      if (this.#store === opening) this.#forget();
    });
  }

  #forget(): void {
    this.#store = undefined;
    this.#vault = undefined;
  }

  /** Closes the store; who asks for it meanwhile is refused as before the first login. */
  async close(): Promise<void> {
    const store = await this.#store?.catch(() => undefined);
    this.#forget();
    await store?.close();
  }

  /**
   * Closes the store and keeps it closed while its files are exchanged (restore, joining); sign-ins wait, and unlock
   * what lies there then.
   */
  whileClosed<T>(run: () => Promise<T>): Promise<T> {
    return this.turn(async () => {
      this.#shut = true;
      try {
        await this.close();
        return await run();
      } finally {
        this.#shut = false;
      }
    });
  }

  /**
   * Closes the store, lets `run` put it under other keys, and opens it again; calls that come meanwhile wait for it.
   * Where `run` fails it is opened as before. Where that is no longer possible everybody must sign in again: the vault's
   * next unlock settles what was begun.
   */
  reopened(run: (store: StoreDesk, keys: OpenedVault) => Promise<OpenedVault>): Promise<void> {
    return this.turn(async () => {
      const [store, keys] = [await this.store(), this.keys()];
      const { folder, open } = this.#options;
      const after = Promise.withResolvers<StoreDesk>();
      this.#keep(after.promise, keys);
      const openWith = async (next: OpenedVault): Promise<void> => {
        const opened = await open(folder.store, next.lock);
        this.#vault = next;
        after.resolve(opened);
      };
      try {
        await openWith(await run(store, keys));
      } catch (error) {
        await store.close();
        await openWith(keys).catch((lost: unknown) => after.reject(lost));
        throw error;
      }
    });
  }
}

/** The hub's folder: made for its owner only, with the identity that laptops have pinned. */
import fs from 'node:fs';
import path from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { netKeyOf, type Identity } from './wire/netKey.ts';
import { Sentence } from './sentence.ts';

const ownerOnly = { folder: 0o700, file: 0o600 } as const;

/** Makes the folder or takes it as it is, and tries to write in it. */
export function prepareFolder(folder: string): void {
  try {
    fs.mkdirSync(folder, { recursive: true, mode: ownerOnly.folder });
    fs.chmodSync(folder, ownerOnly.folder);
    const trial = path.join(folder, `.trial-${process.pid}`);
    fs.writeFileSync(trial, '', { mode: ownerOnly.file });
    fs.rmSync(trial);
  } catch {
    throw new Sentence(
      `자료 폴더 ${folder}에 쓸 수 없습니다. 폴더의 주인과 권한을 확인하거나 HUB_DATA에 다른 폴더를 적으십시오.`,
    );
  }
}

export const identityFile = (folder: string): string => path.join(folder, 'identity.json');

/**
 * The hub's TLS identity; made at the first start. Written whole under another name first: of two hubs that start at once, one
 * identity stays and both use it.
 */
export async function readIdentity(folder: string): Promise<Identity & { readonly netKey: string }> {
  const file = identityFile(folder);
  if (!fs.existsSync(file)) {
    // What makes certificates is loaded once in a hub's life.
    const { makeIdentity } = await import('./wire/identity.ts');
    const { certificate, privateKey } = await makeIdentity();
    const part = `${file}.${process.pid}.part`;
    fs.writeFileSync(part, `${JSON.stringify({ certificate, privateKey }, null, 2)}\n`, {
      mode: ownerOnly.file,
      flush: true,
    });
    try {
      fs.linkSync(part, file);
    } catch (error) {
      if (!fs.existsSync(file)) throw error;
    } finally {
      fs.rmSync(part, { force: true });
    }
  }
  try {
    const read: unknown = JSON.parse(fs.readFileSync(file, 'utf8'));
    const { certificate, privateKey } = read as Record<string, unknown>;
    if (typeof certificate !== 'string' || typeof privateKey !== 'string') throw new Error('not an identity');
    return { certificate, privateKey, netKey: netKeyOf({ certificate }) };
  } catch {
    throw new Sentence(
      `열쇠 파일 ${file}을 읽을 수 없습니다. 지우지 말고 백업에서 되돌리십시오. 없애면 노트북을 모두 다시 초대해야 합니다.`,
    );
  }
}

/**
 * Takes the folder's SQLite store for this process alone, as long as it lives: a lock of the operating system, which goes with
 * the process however it ends.
 */
export function takeOwnership(folder: string): { release(): void } {
  const file = path.join(folder, 'owner.lock');
  const lock = new SqliteDatabase(file, { timeout: 0 });
  try {
    fs.chmodSync(file, ownerOnly.file);
    lock.pragma('locking_mode = EXCLUSIVE');
    lock.exec('BEGIN EXCLUSIVE');
  } catch {
    lock.close();
    throw new Sentence(
      `다른 허브가 이미 ${folder}의 자료를 쓰고 있습니다. 그 허브를 먼저 멈추십시오. 여러 허브를 함께 돌리려면 DATABASE_URL에 PostgreSQL을 적으십시오.`,
    );
  }
  return { release: () => lock.close() };
}

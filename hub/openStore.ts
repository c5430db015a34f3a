import fs from 'node:fs';
import path from 'node:path';
import type { HubConfig } from './config.ts';
import { Sentence } from './sentence.ts';
import type { HubStore } from './store/hubStore.ts';
import { openSqliteStore } from './store/sqlite.ts';

export const storeFile = (folder: string): string => path.join(folder, 'hub.db');

async function freeBytes(folder: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await fs.promises.statfs(folder);
    return bavail * bsize;
  } catch {
    return null;
  }
}

const clock = (): number => Date.now();

/** Opens the store that the configuration names. Throws a Sentence when it cannot; never says the URL, it holds a password. */
export async function openStore({ databaseUrl, folder, key, blobBytes, spareBytes }: HubConfig): Promise<HubStore> {
  // The disk of a PostgreSQL is not ours to see: it may be another computer's.
  const free = async (): Promise<number | null> => (databaseUrl === null ? await freeBytes(folder) : null);
  const room = { most: blobBytes, spare: spareBytes, free };
  if (databaseUrl !== null) {
    try {
      const { openPostgresStore } = await import('./store/postgres.ts');
      return await openPostgresStore({ url: databaseUrl, clock, room });
    } catch (cause) {
      throw new Sentence(
        'DATABASE_URL의 PostgreSQL에 연결할 수 없습니다. 데이터베이스가 켜져 있는지, 주소와 비밀번호가 맞는지, 이 허브가 더 옛 버전은 아닌지 확인하십시오.',
        { cause },
      );
    }
  }
  const file = storeFile(folder);
  try {
    const store = await openSqliteStore({ file, clock, room, ...(key === null ? {} : { key }) });
    for (const end of ['', '-wal', '-shm']) if (fs.existsSync(file + end)) fs.chmodSync(file + end, 0o600);
    return store;
  } catch (cause) {
    throw new Sentence(
      `자료 파일 ${file}을 열 수 없습니다. HUB_KEY가 그때의 것인지, 더 새 버전의 허브가 쓴 것은 아닌지, 파일이 상하지 않았는지 확인하십시오.`,
      { cause },
    );
  }
}

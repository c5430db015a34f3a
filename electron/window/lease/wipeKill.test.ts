import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { testFolder } from '../../deskTest.test-helper.ts';
import { dataFolder, folderProblem } from '../dataFolder.ts';

const script = fileURLToPath(new URL('./wipeKill.test-helper.ts', import.meta.url));

/** A profile with something of a person in every place that can hold it. */
function profileWith(text: string): string {
  const profile = testFolder();
  const { root, store, vault, attempts, logAnchor, look, logs, backups } = dataFolder(profile);
  for (const folder of [backups, logs, path.join(root, 'restored-1')]) mkdirSync(folder, { recursive: true });
  for (const file of [store, `${store}-wal`, vault, attempts, logAnchor, path.join(backups, 'a.desk-backup')])
    writeFileSync(file, text);
  writeFileSync(path.join(root, 'restored-1', 'store.db'), text);
  writeFileSync(look, '{}');
  return profile;
}

test('비우는 중에 강제로 끝난 노트북은 다시 켜면 이어서 비우고, 아무것도 남기지 않는다', () => {
  const killed: number[] = [];
  for (let die = 1; ; die += 1) {
    const profile = profileWith('김빌림');
    const { signal, status, stderr } = spawnSync(process.execPath, [script, profile, String(die)], {
      encoding: 'utf8',
    });
    if (signal === 'SIGKILL') killed.push(die);
    expect(signal === 'SIGKILL' || status === 0, stderr).toBe(true);
    // The next start: before anybody sees a window.
    const folder = dataFolder(profile);
    expect(folderProblem(folder), `step ${die}`).toBeNull();
    expect(readdirSync(folder.root).toSorted(), `step ${die}`).toEqual(['emptied.json', 'logs', 'look.json']);
    expect(readFileSync(folder.look, 'utf8')).toBe('{}');
    if (signal !== 'SIGKILL') break;
  }
  // The marker, each thing that is taken away, and the end.
  expect(killed.length).toBeGreaterThanOrEqual(9);
});

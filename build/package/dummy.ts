import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { NtExecutable, NtExecutableResource, Resource } from 'resedit';

/** A computer that an installer is for. */
export type Target = 'linux' | 'win';

/** What stands before the fuses in every Electron executable (Electron, docs/tutorial/fuses.md). */
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

/** Version 1, eight fuses, all of them as Electron ships them: "1" is on. */
const fuseWire = Buffer.concat([Buffer.from(sentinel), Buffer.from([1, 8]), Buffer.from('10110001')]);

const korean = { lang: 1042, codepage: 1200 };

/** A Windows executable that runs nothing, with what packaging edits in it: version, icon, integrity, fuses. */
function windowsExecutable(): Buffer {
  const executable = NtExecutable.createEmpty(false, false);
  const resource = NtExecutableResource.from(executable);
  const version = Resource.VersionInfo.createEmpty();
  version.lang = korean.lang;
  version.setStringValues(korean, { ProductName: 'no Electron' });
  version.outputToResourceEntries(resource.entries);
  // As a resource, because that is kept when packaging writes the executable anew.
  const bin = new Uint8Array(fuseWire).buffer;
  resource.entries.push({ type: 'FUSES', id: 1, lang: korean.lang, codepage: korean.codepage, bin });
  resource.outputResource(executable);
  return Buffer.from(executable.generate());
}

const linuxExecutable = Buffer.concat([
  Buffer.from('#!/bin/sh\necho "포장을 확인하려고 만든 빈 파일입니다. Electron이 아닙니다." >&2\nexit 1\n# '),
  fuseWire,
  Buffer.from('\n'),
]);

/** Makes a folder that packaging takes for Electron. It shows what would be packed, and cannot be run. */
export function makeDummyElectron(folder: string, target: Target): void {
  mkdirSync(path.join(folder, 'locales'), { recursive: true });
  mkdirSync(path.join(folder, 'resources'), { recursive: true });
  for (const language of ['ko', 'en-US']) writeFileSync(path.join(folder, 'locales', `${language}.pak`), '');
  // Packaging has to take this away.
  writeFileSync(path.join(folder, 'resources', 'default_app.asar'), '');
  if (target === 'win') writeFileSync(path.join(folder, 'electron.exe'), windowsExecutable());
  else {
    const file = path.join(folder, 'electron');
    writeFileSync(file, linuxExecutable);
    chmodSync(file, 0o755);
  }
}

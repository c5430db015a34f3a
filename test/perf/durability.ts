/** Whether what was acknowledged is still there: after SIGKILL at random moments, and after a loss of power. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { killRuns } from '../fault/killNine.ts';
import { buildShim, cutRuns } from '../fault/powerLoss.ts';
import type { Figures } from './measure.ts';

const kills = 120;
const cuts = 300;
/** Enough to see that the check can fail. */
const weakCuts = 100;
/** Findings told when something was lost. */
const told = 10;

function tell(what: string, seed: number, findings: readonly string[]): void {
  if (findings.length > 0) console.error(`  ${what}, seed ${seed}:\n    ${findings.slice(0, told).join('\n    ')}`);
}

/** `kill9.runs` writers killed, and the runs after which something acknowledged was missing or something was half. */
async function benchKill9(): Promise<Figures> {
  const seed = Math.floor(Math.random() * 1e9);
  const { runs, lost, commands, inFlight, findings } = await killRuns(kills, seed);
  tell('kill9', seed, findings);
  return {
    'kill9.runs': { value: runs, unit: '번' },
    'kill9.lost': { value: lost, unit: '번' },
    'kill9.commands': { value: commands, unit: '건' },
    'kill9.in_flight': { value: inFlight, unit: '번' },
  };
}

/**
 * `power.runs` cuts of power, and those after which something was missing or half; `lost_with_normal` are as many of
 * `runs_with_normal` with SQLite's synchronous=NORMAL. No figures where the simulation cannot run, with the reason said.
 *
 * @throws Error when NORMAL loses nothing either: a check that cannot fail has shown nothing.
 */
function benchPowerLoss(): Figures {
  const folder = mkdtempSync(path.join(tmpdir(), 'desk-shim-'));
  try {
    const built = buildShim(folder);
    if ('missing' in built) {
      console.log(`  ${built.missing}`);
      return {};
    }
    const seed = Math.floor(Math.random() * 1e9);
    const { runs, lost, findings } = cutRuns(cuts, seed, built.shim);
    tell('power', seed, findings);
    const weak = cutRuns(weakCuts, seed, built.shim, 'NORMAL');
    if (weak.lost === 0) throw new Error('synchronous=NORMAL lost nothing: the simulation does not cut anything');
    return {
      'power.runs': { value: runs, unit: '번' },
      'power.lost': { value: lost, unit: '번' },
      'power.runs_with_normal': { value: weak.runs, unit: '번' },
      'power.lost_with_normal': { value: weak.lost, unit: '번' },
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export async function benchDurability(): Promise<Figures> {
  return { ...(await benchKill9()), ...benchPowerLoss() };
}

// Run as a program of its own: begins to empty a profile and is killed at one of the steps.
import { dataFolder } from '../dataFolder.ts';
import { wipeFolder } from './wipeFolder.ts';

const [profile = '', die = '0'] = process.argv.slice(2);
let steps = 0;
wipeFolder(dataFolder(profile), () => {
  steps += 1;
  if (steps === Number(die)) process.kill(process.pid, 'SIGKILL');
});

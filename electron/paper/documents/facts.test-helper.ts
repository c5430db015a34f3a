import type { PaperFacts } from './paper.ts';

/** What main knows of itself, for papers that say nothing of keys, backups or the log. */
export const testFacts: PaperFacts = {
  centre: '인천 뿌리산업 일자리센터',
  version: '0.1.0',
  shell: '시험용 실행',
  host: 'desk-01',
  dataFolder: '자료',
  cipher: 'sqlcipher',
  recovery: null,
  backup: null,
  log: null,
};

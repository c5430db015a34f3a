import type { SecurityRules } from '../../../shared/model/centre.ts';
import type { CentreInput } from '../../../shared/model/centreForm.ts';

/** The profile, in the order of the form; a wide field takes the whole line. */
export const profile: readonly {
  readonly name: Exclude<keyof CentreInput, keyof SecurityRules | 'notResident'>;
  readonly wide?: true;
}[] = [
  { name: 'name' },
  { name: 'operator' },
  { name: 'principal' },
  { name: 'officer' },
  { name: 'phone' },
  { name: 'address', wide: true },
];

/** The security rules under the headings by which the 내부관리계획 knows them. */
export const ruleGroups: readonly { readonly title: string; readonly rules: readonly (keyof SecurityRules)[] }[] = [
  { title: '로그인과 화면 잠금', rules: ['lockMinutes', 'fieldLockMinutes', 'pinHours', 'passwordTries'] },
  { title: '백업과 기록 보존', rules: ['backupHours', 'logYears', 'erasureDays'] },
  {
    title: '접속기록 월 점검에서 살필 일',
    rules: ['nightFrom', 'nightTo', 'massViews', 'massExports', 'samePersonViews'],
  },
];

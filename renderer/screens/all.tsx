import { ko } from '../text/ko.ts';
import { LogLinesScreen } from './accessLog/LogLinesScreen.tsx';
import { LogReviewScreen } from './accessLog/LogReviewScreen.tsx';
import { AttachScreen } from './attachment/AttachScreen.tsx';
import { AboutScreen } from './about/AboutScreen.tsx';
import { BackupScreen } from './backup/BackupScreen.tsx';
import { CodesScreen } from './code/CodesScreen.tsx';
import { CompaniesScreen } from './company/CompaniesScreen.tsx';
import { CompanyScreen } from './company/CompanyScreen.tsx';
import { TemplatesScreen } from './consent/TemplatesScreen.tsx';
import { ConsultationsScreen } from './consultation/ConsultationsScreen.tsx';
import { ConsultationTemplatesScreen } from './consultationTemplate/ConsultationTemplatesScreen.tsx';
import { LedgerScreen } from './erasure/LedgerScreen.tsx';
import { FactoriesScreen } from './factory/FactoriesScreen.tsx';
import { FactoryScreen } from './factory/FactoryScreen.tsx';
import { ImportScreen } from './import/ImportScreen.tsx';
import { IntakeScreen } from './person/IntakeScreen.tsx';
import { PeopleScreen } from './person/PeopleScreen.tsx';
import { PersonScreen } from './person/PersonScreen.tsx';
import { ProjectsScreen } from './project/ProjectsScreen.tsx';
import type { Screens } from './registry.tsx';
import { SettingsScreen } from './settings/SettingsScreen.tsx';
import { MyAccountScreen } from './staff/MyAccountScreen.tsx';
import { StaffScreen } from './staff/StaffScreen.tsx';
import { SyncScreen } from './sync/SyncScreen.tsx';
import { TodayScreen } from './today/TodayScreen.tsx';

/** Every room of the desk. */
export const screens: Screens = {
  today: {
    title: ko.today,
    navigation: { label: ko.today, order: 1, needs: 'today.get' },
    render: () => <TodayScreen />,
  },
  people: {
    title: ko.people,
    navigation: { label: ko.people, order: 2, needs: 'person.list' },
    render: (route) => <PeopleScreen route={route} />,
  },
  personIntake: { title: '구직자 접수', under: 'people', render: () => <IntakeScreen /> },
  person: { title: '구직자 기록', under: 'people', render: (route) => <PersonScreen route={route} /> },
  attach: { title: '첨부', under: 'people', render: (route) => <AttachScreen route={route} /> },
  consultations: {
    title: ko.consultations,
    navigation: { label: ko.consultations, order: 3, needs: 'consultation.list' },
    render: (route) => <ConsultationsScreen route={route} />,
  },
  companies: {
    title: ko.companies,
    navigation: { label: ko.companies, order: 4, needs: 'company.list' },
    render: (route) => <CompaniesScreen route={route} />,
  },
  company: { title: '기업 기록', under: 'companies', render: (route) => <CompanyScreen route={route} /> },
  factories: {
    title: ko.factories,
    navigation: { label: ko.factories, order: 5, needs: 'factory.list' },
    render: (route) => <FactoriesScreen route={route} />,
  },
  factory: { title: '공장명부의 공장', under: 'factories', render: (route) => <FactoryScreen route={route} /> },
  factoryImport: { title: '공장명부 가져오기', under: 'factories', render: () => <ImportScreen list="factory" /> },
  personImport: { title: '구직자 가져오기', under: 'people', render: () => <ImportScreen list="person" /> },
  companyImport: { title: '기업 가져오기', under: 'companies', render: () => <ImportScreen list="company" /> },
  myAccount: {
    title: '내 계정',
    menu: { label: '내 계정 (비밀번호·PIN)', order: 10, to: { name: 'myAccount' } },
    render: () => <MyAccountScreen />,
  },
  staff: {
    title: '계정 관리',
    menu: { label: '계정 관리', order: 20, to: { name: 'staff' }, needs: 'staff.list' },
    render: () => <StaffScreen />,
  },
  settings: {
    title: '설정',
    menu: { label: '설정', order: 30, to: { name: 'settings' } },
    render: () => <SettingsScreen />,
  },
  backup: {
    title: '백업',
    menu: { label: '백업', order: 35, to: { name: 'backup' }, needs: 'backup.status' },
    render: () => <BackupScreen />,
  },
  sync: {
    title: '동기화',
    menu: { label: '동기화', order: 33, to: { name: 'sync' }, needs: 'sync.troubles' },
    render: () => <SyncScreen />,
  },
  erasures: {
    title: '파기대장',
    menu: { label: '파기대장', order: 65, to: { name: 'erasures' }, needs: 'erasure.ledger' },
    render: () => <LedgerScreen />,
  },
  codes: {
    title: '코드표',
    menu: { label: '코드표', order: 40, to: { name: 'codes' }, needs: 'code.save' },
    render: () => <CodesScreen />,
  },
  projects: {
    title: '사업',
    menu: { label: '사업', order: 50, to: { name: 'projects' }, needs: 'project.save' },
    render: () => <ProjectsScreen />,
  },
  consentTemplates: {
    title: '고지문·동의서',
    menu: { label: '고지문·동의서', order: 55, to: { name: 'consentTemplates' }, needs: 'consent.saveTemplate' },
    render: () => <TemplatesScreen />,
  },
  consultationTemplates: {
    title: '상담 양식',
    menu: {
      label: '상담 양식',
      order: 45,
      to: { name: 'consultationTemplates' },
      needs: 'consultationTemplate.save',
    },
    render: () => <ConsultationTemplatesScreen />,
  },
  logReview: {
    title: '접속기록 월 점검',
    menu: { label: '접속기록 월 점검', order: 60, to: { name: 'logReview' }, needs: 'log.review' },
    render: () => <LogReviewScreen />,
  },
  logLines: { title: '접속기록', render: (route) => <LogLinesScreen route={route} /> },
  about: {
    title: '프로그램 정보',
    menu: { label: '프로그램 정보', order: 90, to: { name: 'about' } },
    render: () => <AboutScreen />,
  },
};

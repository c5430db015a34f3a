import { ko } from '../text/ko.ts';
import { ConsultationsScreen } from './consultation/ConsultationsScreen.tsx';
import { IntakeScreen } from './person/IntakeScreen.tsx';
import { PeopleScreen } from './person/PeopleScreen.tsx';
import { PersonScreen } from './person/PersonScreen.tsx';
import type { Screens } from './registry.tsx';
import { TodayScreen } from './today/TodayScreen.tsx';

/** Every room of the desk. Companies and factories come in here: `companies` (order 4), `factories` (order 5). */
export const screens: Screens = {
  today: { title: ko.today, navigation: { label: ko.today, order: 1 }, render: () => <TodayScreen /> },
  people: { title: ko.people, navigation: { label: ko.people, order: 2 }, render: () => <PeopleScreen /> },
  personIntake: { title: '구직자 접수', under: 'people', render: () => <IntakeScreen /> },
  person: { title: '구직자 기록', under: 'people', render: (route) => <PersonScreen route={route} /> },
  consultations: {
    title: ko.consultations,
    navigation: { label: ko.consultations, order: 3 },
    render: () => <ConsultationsScreen />,
  },
};

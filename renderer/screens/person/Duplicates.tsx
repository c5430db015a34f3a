import { useEffect, useState } from 'react';
import type { z } from '../../../shared/zod.ts';
import type { Output } from '../../../shared/contract/index.ts';
import type { duplicate } from '../../../shared/contract/person.ts';
import { classes } from '../../app/classes.ts';
import { today, useClock } from '../../app/clock.tsx';
import { useShortcut } from '../../app/keys.tsx';
import { useDesk } from '../../app/queries.tsx';
import { Banner } from '../../parts/Banner.tsx';
import { Button } from '../../parts/Button.tsx';
import { useDeskState } from '../../state/desk.tsx';
import styles from './Duplicates.module.css';
import { birthWithAge, phoneText } from './show.ts';

const c = classes(styles);

type Match = z.output<typeof duplicate>;
type Answered = Output<'person.duplicates'>;

const nobody: Answered = { matches: [], restricted: false };

/** Short enough for the warning to stand within 200 ms of the key press (C3), long enough to skip most of a word. */
const pause = 60;

const reasons: Readonly<Record<Match['reason'], string>> = {
  same: '성명·생년월일·휴대전화가 모두 같습니다',
  sameNameBirth: '성명과 생년월일이 같습니다',
  samePhone: '휴대전화가 같습니다 (가족이나 회사 전화일 수 있습니다)',
  nearNameSameBirth: '성명이 비슷하고 생년월일이 같습니다',
};

/** Who this could already be (C3): names what matches, never blocks. Opening one keeps the form as a draft. */
export function Duplicates({
  name,
  birth,
  mobile,
  except,
}: {
  readonly name: string;
  readonly birth: string;
  readonly mobile: string;
  readonly except: number | null;
}) {
  const desk = useDesk();
  const clock = useClock();
  const go = useDeskState((state) => state.go);
  const [{ matches, restricted }, setAnswered] = useState(nobody);

  useEffect(() => {
    let gone = false;
    const timer = setTimeout(() => {
      const input = { name, birth, mobile, ...(except === null ? {} : { except }) };
      const worthAsking = name.trim().length >= 2 || mobile.replace(/\D/g, '').length >= 8;
      void (worthAsking ? desk.call('person.duplicates', input) : null)?.then((answer) => {
        if (!gone) setAnswered(answer.ok ? answer.value : nobody);
      });
      if (!worthAsking) setAnswered(nobody);
    }, pause);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [desk, name, birth, mobile, except]);

  const first = matches[0];
  useShortcut(
    'openDuplicate',
    () => {
      if (first) go({ name: 'person', id: first.id });
    },
    first !== undefined,
  );

  return (
    <div aria-live="polite">
      {restricted && (
        <Banner tone="warning">
          <p className={c('title')}>열람 제한 — 관리자에게 문의. 이미 등록된 사람일 수 있으나 볼 수 없는 기록입니다.</p>
        </Banner>
      )}
      {matches.length > 0 && (
        <Banner tone="warning">
          <p className={c('title')}>
            이미 등록된 사람일 수 있습니다. 아래 기록을 확인해 주십시오. 다른 사람이면 그대로 저장하십시오.
          </p>
          <ul className={c('list')}>
            {matches.map((match, place) => (
              <li key={match.id} className={c('match')}>
                <strong>{match.name}</strong>
                <span>{birthWithAge(match.birth, today(clock)) || '생년월일 모름'}</span>
                <span>{phoneText(match.mobile) || '휴대전화 없음'}</span>
                <span className={c('reason')}>{reasons[match.reason]}</span>
                <Button
                  size="s"
                  {...(place === 0 ? { keys: 'Alt+O' } : {})}
                  onPress={() => go({ name: 'person', id: match.id })}
                >
                  <span className="aside">{match.name} 기록 </span>열기
                </Button>
              </li>
            ))}
          </ul>
        </Banner>
      )}
    </div>
  );
}

import { useCallback, useState } from 'react';
import { Controller } from 'react-hook-form';
import type { EventStatus } from '../../../shared/contract/event.ts';
import { fieldNotes } from '../../../shared/model/fields.ts';
import { classes } from '../../app/classes.ts';
import { problemOf, useAsk, useDesk } from '../../app/queries.tsx';
import { useMay } from '../../app/session.tsx';
import { useDeed } from '../../app/useDeed.ts';
import { useFocusKept } from '../../app/useFocusKept.ts';
import { Badge } from '../../parts/Badge.tsx';
import { Banner } from '../../parts/Banner.tsx';
import { Button } from '../../parts/Button.tsx';
import { bound } from '../../parts/field.ts';
import { FormFoot } from '../../parts/Form.tsx';
import { FormDialog } from '../../parts/FormDialog.tsx';
import { Card, Facts, Section } from '../../parts/Page.tsx';
import { ProblemBanner } from '../../parts/ProblemBanner.tsx';
import { TextField } from '../../parts/TextField.tsx';
import { useDeskForm } from '../../parts/useDeskForm.ts';
import { useDeskState } from '../../state/desk.tsx';
import { EventQr } from './EventQr.tsx';
import styles from './EventSection.module.css';
import { guestStanding, instantText } from './show.ts';

const c = classes(styles);
const empty = { address: '' };

function read(input: typeof empty) {
  const notes = fieldNotes();
  if (input.address.trim() === '') notes.note('address', '연 노트북의 화면에 나온 주소를 입력해 주십시오.');
  return notes.finish(input);
}

/** Joins the laptop that has opened it, by its address. */
function JoinDialog({ onClose }: { readonly onClose: () => void }) {
  const desk = useDesk();
  const save = useCallback((input: typeof empty) => desk.call('event.join', input), [desk]);
  const filled = useDeskForm({ values: empty, read, save });
  return (
    <FormDialog
      of={filled}
      title="행사 네트워크에 참여"
      save="참여"
      intro={<p>연 노트북과 같은 와이파이나 공유기에 연결하고, 그 화면에 나온 주소를 입력하십시오.</p>}
      onSaved={onClose}
      onClose={onClose}
    >
      <Controller
        control={filled.form.control}
        name="address"
        render={(at) => (
          <TextField
            {...bound(at)}
            label="주소"
            isRequired
            hint="예: 192.168.0.7:4748. QR의 글을 붙여 넣어도 됩니다."
          />
        )}
      />
    </FormDialog>
  );
}

/** Where the others come in: addresses to type, and a code that says the same. */
function Places({ status }: { readonly status: EventStatus }) {
  return (
    <Card>
      <div className={c('open')}>
        <div className={c('places')}>
          <p>다른 노트북의 동기화 화면에서 참여를 누르고 이 주소를 입력합니다. 하나만 입력하면 됩니다.</p>
          {status.addresses.map((address) => (
            <p key={address} className={c('place')}>
              {address}
            </p>
          ))}
          {status.qr !== '' && (
            <p className={c('copy')}>
              QR에 담긴 글입니다. 주소 대신 붙여 넣을 수 있습니다.
              <br />
              {status.qr}
            </p>
          )}
        </div>
        {status.qr !== '' && <EventQr text={status.qr} />}
      </div>
    </Card>
  );
}

/** What this laptop's part in it is. */
function Part({ status }: { readonly status: EventStatus }) {
  const { role, guests, addresses, host } = status;
  if (role === 'off')
    return (
      <p>
        인터넷도 허브도 없는 곳에서 노트북 한 대가 열고 나머지가 그 주소로 참여하면 바로 서로 맞춥니다. 이 센터의
        노트북만 들어올 수 있고, 프로그램을 끝내면 닫힙니다. 연 노트북이 없어져도 다른 노트북에서 다시 열면 이어집니다.
      </p>
    );
  if (role === 'guest')
    return (
      <Facts
        facts={[
          ['참여한 주소', addresses.join(', ')],
          ['연 노트북', host],
        ]}
      />
    );
  if (guests.length === 0) return <p>아직 참여한 노트북이 없습니다.</p>;
  return (
    <ul className={c('guests')} aria-label="참여한 노트북">
      {guests.map(({ laptop, since, lastContact, here }) => (
        <li key={laptop}>
          <strong>{laptop}</strong>
          <Badge tone={here ? 'success' : 'plain'}>{here ? '이어짐' : '나감'}</Badge>
          <span>
            {instantText(since)}부터 · 마지막 연락 {instantText(lastContact)}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** How it stands, in a word. */
function Standing({ status }: { readonly status: EventStatus }) {
  if (status.role === 'off') return null;
  if (status.role === 'host') return <Badge tone="success">이 노트북이 열었음</Badge>;
  const { word, tone } = guestStanding(status);
  return <Badge tone={tone}>{word}</Badge>;
}

/** 행사 네트워크: without internet and hub, one laptop opens it and the others join. 관리자 open it. */
export function EventSection() {
  const desk = useDesk();
  const toast = useDeskState((state) => state.toast);
  const mayOpen = useMay('event.open');
  const state = useAsk('event.state', {});
  // What these answer is told again by `changed`.
  const { run, isBusy, problem } = useDeed();
  const [isJoining, setIsJoining] = useState(false);
  const role = state.data?.role ?? 'off';
  const keptFocus = useFocusKept();
  const status = state.data;
  if (!status) return <ProblemBanner problem={problemOf(state.error)} />;
  const deed = async (name: 'event.open' | 'event.close' | 'event.leave', done: string) => {
    if (await run(() => desk.call(name, {}))) toast({ text: done, tone: 'done' });
  };
  return (
    <Section title="행사 네트워크" aside={<Standing status={status} />}>
      <ProblemBanner problem={problem} />
      {status.message !== '' && <Banner tone="warning">{status.message}</Banner>}
      {role === 'host' && <Places status={status} />}
      <div {...keptFocus}>
        <Card>
          <Part status={status} />
          <FormFoot>
            {role === 'guest' && (
              <Button onPress={() => void deed('event.leave', '행사 네트워크에서 나왔습니다.')} isBusy={isBusy}>
                나가기
              </Button>
            )}
            {role !== 'host' && mayOpen && (
              <Button onPress={() => void deed('event.open', '행사 네트워크를 열었습니다.')} isBusy={isBusy}>
                {role === 'off' ? '행사 네트워크 열기' : '이 노트북에서 열기'}
              </Button>
            )}
            {role === 'off' && (
              <Button onPress={() => setIsJoining(true)} isBusy={isBusy}>
                참여
              </Button>
            )}
            {role === 'host' && (
              <Button onPress={() => void deed('event.close', '행사 네트워크를 닫았습니다.')} isBusy={isBusy}>
                행사 네트워크 닫기
              </Button>
            )}
          </FormFoot>
        </Card>
      </div>
      {isJoining && <JoinDialog onClose={() => setIsJoining(false)} />}
    </Section>
  );
}

import { useEffect } from 'react';
import type { StoreApi } from 'zustand/vanilla';
import { useStore } from 'zustand';
import { useKept } from '../factory/useKept.ts';
import { useClock } from '../../app/clock.tsx';
import { useDesk } from '../../app/queries.tsx';
import { Button } from '../../parts/Button.tsx';
import { Page } from '../../parts/Page.tsx';
import { useDeskState, useDeskStore } from '../../state/desk.tsx';
import type { Route } from '../../state/route.ts';
import { CheckStep } from './CheckStep.tsx';
import { ChooseStep } from './ChooseStep.tsx';
import { ConnectStep } from './ConnectStep.tsx';
import { DoneStep } from './DoneStep.tsx';
import type { ImportList } from '../../../shared/contract/import.ts';
import type { ImportFlow } from './importFlow.ts';
import { createImportFlow } from './importFlow.ts';
import { Steps } from './Steps.tsx';
import { count, listWords, stepPlace } from './words.ts';
import { WorkPanel } from './WorkPanel.tsx';

/** Where the list is that an import goes into. */
const listRoutes: Readonly<Record<ImportList, Route>> = {
  factory: { name: 'factories' },
  person: { name: 'people' },
  company: { name: 'companies' },
};

/** The flow of this session: a telephone call in between, and one finds it where one left it. */
function useImportFlow(list: ImportList): StoreApi<ImportFlow> {
  const desk = useDesk();
  const clock = useClock();
  const state = useDeskStore();
  const { into, counter } = listWords[list];
  const [flow] = useKept(`${list}Import.flow`, () =>
    createImportFlow(desk, list, ({ added, updated }) => {
      const { path, noteSaved, toast } = state.getState();
      noteSaved(clock.now());
      if (path.here.name !== `${list}Import`)
        toast({ text: `${into} 가져오기를 마쳤습니다: ${count(added + updated)}${counter}`, tone: 'done' });
    }),
  );
  return flow;
}

function StepView({ list, flow }: { readonly list: ImportList; readonly flow: ImportFlow }) {
  const go = useDeskState((state) => state.go);
  const { step, preview, connection, work } = flow;
  const choose = () => void flow.choose();
  // The file dialog stands over the page; only once a file is being read is there something to show.
  if (work && (work.what !== 'choosing' || work.progress))
    return <WorkPanel list={listWords[list]} work={work} onCancel={flow.cancel} />;
  if (step.name === 'choose' || !preview)
    return (
      <ChooseStep
        words={listWords[list]}
        problem={step.name === 'choose' ? step.problem : null}
        isChoosing={work !== null}
        onChoose={choose}
      />
    );
  if (step.name === 'connect')
    return (
      <ConnectStep
        list={list}
        preview={preview}
        connection={connection}
        problem={step.problem}
        onSheet={flow.takeSheet}
        onHeader={flow.takeHeader}
        onConnect={flow.connect}
        onCheck={() => void flow.check()}
        onChoose={choose}
      />
    );
  if (step.name === 'check')
    return (
      <CheckStep
        list={list}
        chosen={flow.chosen}
        onTake={flow.take}
        preview={preview}
        connection={connection}
        summary={step.summary}
        problem={step.problem}
        onWrite={() => void flow.write()}
        onReconnect={flow.reconnect}
        onChoose={choose}
      />
    );
  return (
    <DoneStep
      list={list}
      job={preview.job}
      fileName={preview.fileName}
      summary={step.summary}
      result={step.result}
      // The directory is shown by the filter that makes them seen.
      onList={() => go(list === 'factory' ? { name: 'factories', filter: {} } : listRoutes[list])}
      onDoubtful={list === 'factory' ? () => go({ name: 'factories', filter: { doubtful: true } }) : null}
      onAnother={flow.restart}
    />
  );
}

/** 가져오기 of the 공장명부, of people, of companies: choose a file, connect its columns, look at what would come in, bring it in. */
export function ImportScreen({ list }: { readonly list: ImportList }) {
  const kept = useImportFlow(list);
  const flow = useStore(kept);
  const go = useDeskState((state) => state.go);
  // What is over and was seen is not shown again.
  useEffect(
    () => () => {
      if (kept.getState().step.name === 'done') kept.getState().restart();
    },
    [kept],
  );
  return (
    <Page
      title={`${listWords[list].into} 가져오기`}
      focusElsewhere
      actions={<Button onPress={() => go(listRoutes[list])}>목록으로</Button>}
    >
      <Steps place={stepPlace(flow.step, flow.work)} isOver={flow.step.name === 'done'} />
      <StepView list={list} flow={flow} />
    </Page>
  );
}

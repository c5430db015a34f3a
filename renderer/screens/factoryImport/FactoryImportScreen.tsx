import { useEffect } from 'react';
import type { StoreApi } from 'zustand/vanilla';
import { useStore } from 'zustand';
import type { FactoryFilter } from '../factory/filter.ts';
import { filterName, noFilter } from '../factory/filter.ts';
import { useKept } from '../factory/useKept.ts';
import { useClock } from '../../app/clock.tsx';
import { useDesk } from '../../app/queries.tsx';
import { Button } from '../../parts/Button.tsx';
import { Page } from '../../parts/Page.tsx';
import { useDeskState, useDeskStore } from '../../state/desk.tsx';
import { CheckStep } from './CheckStep.tsx';
import { ChooseStep } from './ChooseStep.tsx';
import { ConnectStep } from './ConnectStep.tsx';
import { DoneStep } from './DoneStep.tsx';
import type { ImportFlow } from './importFlow.ts';
import { createImportFlow } from './importFlow.ts';
import { Steps } from './Steps.tsx';
import { count, stepPlace } from './words.ts';
import { WorkPanel } from './WorkPanel.tsx';

/** The flow of this session: a telephone call in between, and one finds it where one left it. */
function useImportFlow(): StoreApi<ImportFlow> {
  const desk = useDesk();
  const clock = useClock();
  const state = useDeskStore();
  const [flow] = useKept('factoryImport.flow', () =>
    createImportFlow(desk, ({ added, updated }) => {
      const { path, noteSaved, toast } = state.getState();
      noteSaved(clock.now());
      if (path.here.name !== 'factoryImport')
        toast({ text: `공장명부 가져오기를 마쳤습니다: ${count(added + updated)}곳`, tone: 'done' });
    }),
  );
  return flow;
}

function StepView({ flow }: { readonly flow: ImportFlow }) {
  const go = useDeskState((state) => state.go);
  const [, keepFilter] = useKept<FactoryFilter>(filterName, () => noFilter);
  const { step, preview, connection, work } = flow;
  const choose = () => void flow.choose();
  // The file dialog stands over the page; only once a file is being read is there something to show.
  if (work && (work.what !== 'choosing' || work.progress)) return <WorkPanel work={work} onCancel={flow.cancel} />;
  if (step.name === 'choose' || !preview)
    return (
      <ChooseStep problem={step.name === 'choose' ? step.problem : null} isChoosing={work !== null} onChoose={choose} />
    );
  if (step.name === 'connect')
    return (
      <ConnectStep
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
        preview={preview}
        connection={connection}
        summary={step.summary}
        problem={step.problem}
        onWrite={() => void flow.write()}
        onReconnect={flow.reconnect}
        onChoose={choose}
      />
    );
  const list = (filter: FactoryFilter) => () => {
    keepFilter(filter);
    go({ name: 'factories' });
  };
  return (
    <DoneStep
      job={preview.job}
      fileName={preview.fileName}
      summary={step.summary}
      result={step.result}
      onList={list(noFilter)}
      onDoubtful={list({ ...noFilter, doubtfulOnly: true })}
      onAnother={flow.restart}
    />
  );
}

/** 공장명부 가져오기: choose a file, connect its columns, look at what would come in, bring it in. */
export function FactoryImportScreen() {
  const kept = useImportFlow();
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
      title="공장명부 가져오기"
      focusElsewhere
      actions={<Button onPress={() => go({ name: 'factories' })}>목록으로</Button>}
    >
      <Steps place={stepPlace(flow.step, flow.work)} isOver={flow.step.name === 'done'} />
      <StepView flow={flow} />
    </Page>
  );
}

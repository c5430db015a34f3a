import type { CSSProperties, KeyboardEvent } from 'react';
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { classes } from '../../app/classes.ts';
import { Banner } from '../../parts/Banner.tsx';
import { Button } from '../../parts/Button.tsx';
import { Skeleton } from '../../parts/Skeleton.tsx';
import styles from './MaskEditor.module.css';
import { wipe } from './canvas.ts';
import type { Box, Size } from './maskBoxes.ts';
import { boxAround, moved, placeWords, resized } from './maskBoxes.ts';
import type { MaskDeed } from './maskKeys.ts';
import { maskDeed } from './maskKeys.ts';
import type { MaskBox } from './maskPage.ts';
import { addBox, changeBox, removeBox, turnPage, undoMask } from './maskPage.ts';
import { PageTools, pageViewport } from './PageTools.tsx';
import { turnedPage } from './stored.ts';
import { corners, useDrag } from './useDrag.ts';
import type { Masks } from './useMasks.ts';
import { useZoom } from './useZoom.ts';

const c = classes(styles);

/** Where a box stands, as parts of the page, so that zoom is nothing to it. */
const part = (length: number, of: number): string => `${(100 * length) / of}%`;

function place({ left, top, right, bottom }: Box, page: Size): CSSProperties {
  return {
    left: part(left, page.width),
    top: part(top, page.height),
    width: part(right - left, page.width),
    height: part(bottom - top, page.height),
  };
}

/** The page's pixels as they are stored but for the boxes. */
function PageCanvas({ raster, turns }: { readonly raster: HTMLCanvasElement; readonly turns: number }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const target = canvas.current;
    if (!target) return;
    const page = turnedPage(raster, turns);
    target.width = page.width;
    target.height = page.height;
    target.getContext('2d')?.drawImage(page, 0, 0);
    if (page !== raster) wipe(page);
  }, [raster, turns]);
  return <canvas ref={canvas} className={c('pixels')} aria-hidden />;
}

/**
 * 가림: a page with boxes that will be burnt into it, by mouse or by keyboard alone. What is done is said in a line that
 * screen readers read out.
 */
export function MaskEditor({ masks }: { readonly masks: Masks }) {
  const { index, count, raster, work, trouble, open, change } = masks;
  const helpId = useId();
  const [said, setSaid] = useState('');
  const page = work?.now.size ?? null;
  const boxes = work?.now.boxes ?? [];
  const { viewport, zoom, width, zoomBy, fit, centre } = useZoom<HTMLDivElement>(page);
  /** The box that takes the keyboard once it is drawn; 0 is the page itself. */
  const wanted = useRef<number | null>(0);
  const isReady = page !== null && width > 0;
  useEffect(() => {
    if (wanted.current === null || !isReady) return;
    const box = viewport.current?.querySelector<HTMLElement>(`[data-box="${wanted.current}"]`);
    // What is left of an earlier drawing may come here before the box that was just made is there: it is waited for.
    if (!box && wanted.current !== 0) return;
    (box ?? viewport.current)?.focus({ preventScroll: !box });
    wanted.current = null;
  });

  const { dragged, handlers } = useDrag({
    page: page ?? { width: 1, height: 1 },
    boxes,
    onDone: ({ id, box }) => {
      if (id === null) add(box);
      else {
        change((now) => changeBox(now, id, box));
        tell(id, box);
      }
    },
  });

  const nameOf = (id: number) => `상자 ${boxes.findIndex((each) => each.id === id) + 1}번`;
  const tell = (id: number, box: Box) => {
    if (page) setSaid(`${nameOf(id)}: ${placeWords(box, page)}`);
  };
  const add = (box: Box) => {
    if (!work || !page) return;
    change((now) => addBox(now, box));
    wanted.current = work.nextId;
    setSaid(`상자 ${boxes.length + 1}번을 넣었습니다. ${placeWords(box, page)}`);
  };
  const remove = ({ id }: MaskBox) => {
    const at = boxes.findIndex((each) => each.id === id);
    const name = nameOf(id);
    change((now) => removeBox(now, id));
    wanted.current = (boxes[at + 1] ?? boxes[at - 1])?.id ?? 0;
    setSaid(`${name}을 지웠습니다. 남은 상자 ${boxes.length - 1}개`);
  };
  const undo = () => {
    if (!work || work.past.length === 0) {
      setSaid('되돌릴 것이 없습니다.');
      return;
    }
    const back = undoMask(work);
    change(undoMask);
    wanted.current = back.now.boxes.at(-1)?.id ?? 0;
    setSaid(`되돌렸습니다. 상자 ${back.now.boxes.length}개`);
  };
  const turn = () => {
    change(turnPage);
    setSaid('오른쪽으로 90도 돌렸습니다. 상자도 함께 돌았습니다.');
  };
  const toPage = (by: 1 | -1) => {
    const to = index + by;
    if (to < 0 || to >= count) {
      setSaid(by > 0 ? '마지막 쪽입니다.' : '첫 쪽입니다.');
      return;
    }
    open(to);
    wanted.current = 0;
    setSaid(`${count}쪽 가운데 ${to + 1}쪽`);
  };
  const change_ = (box: MaskBox, to: Box) => {
    change((now) => changeBox(now, box.id, to));
    tell(box.id, to);
  };
  /** Whether the key was taken. */
  const act = (deed: MaskDeed, box: MaskBox | undefined): boolean => {
    if (!page) return false;
    switch (deed.do) {
      case 'add':
        add(boxAround(centre(), page));
        return true;
      case 'undo':
        undo();
        return true;
      case 'turn':
        turn();
        return true;
      case 'zoom':
        setSaid(`확대 ${Math.round(100 * zoomBy(deed.by))}%`);
        return true;
      case 'fit':
        fit();
        setSaid('화면에 맞추었습니다.');
        return true;
      case 'page':
        toPage(deed.by);
        return true;
      // Without a box the arrows scroll.
      case 'remove':
        if (box) remove(box);
        return box !== undefined;
      case 'move':
        if (box) change_(box, moved(box.box, deed.across, deed.along, page));
        return box !== undefined;
      case 'size':
        if (box) change_(box, resized(box.box, deed.across, deed.along, page));
        return box !== undefined;
    }
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const deed = maskDeed(event);
    if (!deed) return;
    const id = event.target instanceof HTMLElement ? event.target.dataset['box'] : undefined;
    if (
      !act(
        deed,
        boxes.find((box) => String(box.id) === id),
      )
    )
      return;
    event.preventDefault();
    event.stopPropagation();
  };
  // The page itself takes the keyboard: its keys work without a box.
  const keys = { tabIndex: 0, onKeyDown };

  return (
    <section className={c('editor')} aria-label="가림">
      <div className={c('tools')}>
        <Button size="s" keys="N" onPress={() => page && add(boxAround(centre(), page))} isDisabled={!isReady}>
          가림 상자
        </Button>
        <Button size="s" keys="R" onPress={turn} isDisabled={!isReady}>
          돌리기
        </Button>
        <Button size="s" keys="Ctrl+Z" onPress={undo} isDisabled={!work || work.past.length === 0}>
          되돌리기
        </Button>
        <PageTools
          index={index}
          count={count}
          isReady={isReady}
          onZoom={(by) => act({ do: 'zoom', by }, undefined)}
          onPage={toPage}
        />
      </div>
      {trouble !== null && (
        <Banner tone="danger" urgent>
          {trouble}
        </Banner>
      )}
      <div
        ref={viewport}
        className={pageViewport}
        role="application"
        aria-label={`가릴 쪽 ${index + 1}`}
        aria-describedby={helpId}
        {...keys}
      >
        {!raster && trouble === null && <Skeleton lines={12} label="쪽을 그리는 중입니다." />}
        {raster && work && page && (
          <div
            className={c('page')}
            style={{ width: width * zoom, aspectRatio: `${page.width} / ${page.height}` }}
            {...handlers}
          >
            <PageCanvas raster={raster} turns={work.now.turns} />
            {boxes.map(({ id, box }) => {
              const shown = dragged?.id === id ? dragged.box : box;
              return (
                <button
                  key={id}
                  type="button"
                  className={c('box')}
                  data-box={id}
                  style={place(shown, page)}
                  aria-label={`${nameOf(id)}, ${placeWords(shown, page)}`}
                  onFocus={(event) => event.currentTarget.scrollIntoView({ block: 'nearest', inline: 'nearest' })}
                >
                  {corners.map((corner) => (
                    <span key={corner} className={c('corner')} data-corner={corner} aria-hidden />
                  ))}
                </button>
              );
            })}
            {dragged?.id === null && <div className={c('box')} style={place(dragged.box, page)} />}
          </div>
        )}
      </div>
      <output className={c('said')}>{said}</output>
      <p className={c('help')} id={helpId}>
        끌어서 가리거나, <kbd>N</kbd>으로 상자를 넣고 화살표로 옮깁니다(<kbd>Ctrl</kbd>은 멀리). <kbd>Shift</kbd>
        +화살표는 크기, <kbd>Tab</kbd>은 다음 상자, <kbd>Delete</kbd>는 지우기입니다. 검은 곳의 그림은 저장되지
        않습니다.
      </p>
    </section>
  );
}

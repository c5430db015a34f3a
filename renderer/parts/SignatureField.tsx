import { useEffect, useRef } from 'react';
import type { PointGroup } from 'signature_pad';
import SignaturePad from 'signature_pad';
import { classes } from '../app/classes.ts';
import { Button } from './Button.tsx';
import { signatureBox, signaturePath, signatureStrokes } from './signature.ts';
import styles from './SignatureField.module.css';

const c = classes(styles);
const ink = '#1e2124';
const pen = {
  penColor: ink,
  dotSize: 0,
  minWidth: 1,
  maxWidth: 2.5,
  velocityFilterWeight: 0.7,
  compositeOperation: 'source-over',
} as const;
/** A point of a path has no time and pressure: it is drawn as if it were drawn slowly. */
const inkAt = (point: { x: number; y: number }, index: number) => ({ ...point, pressure: 0.5, time: index * 20 });

/**
 * A signature drawn with pen, finger or mouse; `onChange` gets the path of an SVG after each stroke. Whoever has none of
 * them, or no hand for it, takes paper or the telephone: the form offers both beside it.
 */
export function SignatureField({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  /** The path of what was drawn; it is seen, whoever set it. */
  readonly value: string;
  readonly onChange: (path: string) => void;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const pad = useRef<SignaturePad | null>(null);
  /** What stands on the canvas: a lock takes it down and puts it up again, blank. */
  const strokes = useRef<PointGroup[]>([]);
  const latest = useRef(onChange);
  useEffect(() => {
    latest.current = onChange;
  });
  useEffect(() => {
    if (!canvas.current) return undefined;
    const drawn = new SignaturePad(canvas.current, pen);
    pad.current = drawn;
    if (strokes.current.length > 0) drawn.fromData(strokes.current);
    const told = () => {
      strokes.current = drawn.toData();
      latest.current(signaturePath(strokes.current));
    };
    drawn.addEventListener('endStroke', told);
    return () => {
      drawn.removeEventListener('endStroke', told);
      drawn.off();
    };
  }, []);
  // A draft that was found, or taken back: what the form says is what is seen.
  useEffect(() => {
    if (value === signaturePath(strokes.current)) return;
    strokes.current = signatureStrokes(value).map((points) => ({ ...pen, points: points.map(inkAt) }));
    pad.current?.fromData(strokes.current);
  }, [value]);
  return (
    <fieldset className={c('field')}>
      <legend className={c('label')}>{label}</legend>
      <canvas ref={canvas} className={c('box')} {...signatureBox} />
      <span className={c('hint')}>
        펜이나 마우스로 서명합니다. 서명하기 어려우면 방법에서 종이나 전화를 고르십시오.
      </span>
      <Button
        size="s"
        onPress={() => {
          pad.current?.clear();
          strokes.current = [];
          onChange('');
        }}
      >
        서명 지우기
      </Button>
    </fieldset>
  );
}

/** A signature that was given. */
export function Signature({ path }: { readonly path: string }) {
  return (
    <>
      <span className="aside">서명 있음</span>
      <svg className={c('shown')} viewBox={`0 0 ${signatureBox.width} ${signatureBox.height}`} aria-hidden>
        <path d={path} fill="none" stroke={ink} strokeWidth="2.5" strokeLinecap="round" strokeLinejoin="round" />
      </svg>
    </>
  );
}

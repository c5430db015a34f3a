import { useEffect, useRef } from 'react';
import type { PointGroup } from 'signature_pad';
import SignaturePad from 'signature_pad';
import { classes } from '../app/classes.ts';
import { Button } from './Button.tsx';
import { signatureBox, signaturePath } from './signature.ts';
import styles from './SignatureField.module.css';

const c = classes(styles);
const ink = '#1e2124';

/**
 * A signature drawn with pen, finger or mouse; `onChange` gets the path of an SVG after each stroke. Whoever has none of
 * them, or no hand for it, takes paper or the telephone: the form offers both beside it.
 */
export function SignatureField({
  label,
  onChange,
}: {
  readonly label: string;
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
    const drawn = new SignaturePad(canvas.current, { minWidth: 1, maxWidth: 2.5, penColor: ink });
    pad.current = drawn;
    // A signature that is not to be seen is none: who chose another way and came back signs again.
    if (strokes.current.length > 0) drawn.fromData(strokes.current);
    else latest.current('');
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

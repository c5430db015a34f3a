import type { ReactNode } from 'react';
import { Badge } from '../../parts/Badge.tsx';
import { RowButton } from '../../parts/RowList.tsx';

interface LaptopRowProps {
  readonly row: {
    readonly number: string;
    readonly name: string;
    /** The one that is being used. */
    readonly here: boolean;
  };
  readonly onPress: () => void;
  /** What the screen has to say about it. */
  readonly children: ReactNode;
}

/** A laptop of the centre in a list of them: number, name, and whether it is this one. */
export function LaptopRow({ row: { number, name, here }, onPress, children }: LaptopRowProps) {
  return (
    <RowButton onPress={onPress}>
      <strong>
        {number} {name}
      </strong>
      {here && <Badge tone="accent">이 노트북</Badge>}
      {children}
    </RowButton>
  );
}

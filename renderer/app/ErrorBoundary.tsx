import type { ReactNode } from 'react';
import { Component } from 'react';
import { problems } from '../../shared/model/problem.ts';
import { Banner } from '../parts/Banner.tsx';
import { Button } from '../parts/Button.tsx';

/** Catches a bug in a screen: says so in Korean and opens the screen anew. What was typed is kept as a draft. */
export class ErrorBoundary extends Component<
  { readonly children: ReactNode; readonly onReset?: () => void },
  { readonly failed: boolean }
> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <Banner
        tone="danger"
        urgent
        actions={
          <Button
            size="s"
            onPress={() => {
              this.props.onReset?.();
              this.setState({ failed: false });
            }}
          >
            화면 다시 열기
          </Button>
        }
      >
        {problems.unexpected}
      </Banner>
    );
  }
}

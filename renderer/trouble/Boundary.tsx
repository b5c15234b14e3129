import { Component, type ErrorInfo, type ReactNode } from 'react';
import { BrokenScreen } from './BrokenScreen.tsx';

type Props = {
  children: ReactNode /** A change here tries again (another case was chosen). */;
  resetKey: string;
};
type State = { broken: Error | null };

/** Keeps a fault in one screen from taking the list and the footer with it. React offers this to classes only. */
export class Boundary extends Component<Props, State> {
  override state: State = { broken: null };
  static getDerivedStateFromError(broken: Error): State {
    return { broken };
  }
  override componentDidCatch(broken: Error, info: ErrorInfo): void {
    console.error(broken, info.componentStack);
  }
  override componentDidUpdate(before: Props): void {
    if (before.resetKey !== this.props.resetKey && this.state.broken) this.setState({ broken: null });
  }
  override render(): ReactNode {
    const { broken } = this.state;
    if (!broken) return this.props.children;
    return <BrokenScreen broken={broken} onRetry={() => this.setState({ broken: null })} />;
  }
}

/** What stands in front of the page and waits for a person. */
type Kind = 'modal' | 'authorize' | 'actionSheet';

interface Dialog {
  kind: Kind;
  answer(agreed: boolean): void;
}

/** How long a finger waits for a dialog to come. */
const PATIENCE_MS = 2000;

/** The dialogs WeChat itself draws. `native()` of the automator answers them, as a finger would. */
export class Dialogs {
  private readonly open: Dialog[] = [];

  /** Shows a dialog and waits for the person; resolves with whether they agreed. */
  ask(kind: Kind): Promise<boolean> {
    return new Promise((resolve) => this.open.push({ kind, answer: resolve }));
  }

  /** Answers the oldest open dialog of this kind; rejects when none comes. */
  async answer(kind: Kind, agreed: boolean): Promise<void> {
    const until = Date.now() + PATIENCE_MS;
    for (;;) {
      const at = this.open.findIndex((dialog) => dialog.kind === kind);
      if (at >= 0) return this.open.splice(at, 1)[0]!.answer(agreed);
      if (Date.now() > until) throw new Error(`no ${kind} dialog is open`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

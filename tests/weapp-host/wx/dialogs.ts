/** What stands in front of the page and waits for a person. */
export interface Dialog {
  kind: 'modal' | 'authorize' | 'actionSheet' | 'share';
  title: string;
  answer(agreed: boolean): void;
}

/** The dialogs WeChat itself draws. `native()` of the automator answers them, as a finger would. */
export class Dialogs {
  private readonly open: Dialog[] = [];

  /** Shows a dialog and waits for the person; resolves with whether they agreed. */
  ask(kind: Dialog['kind'], title: string): Promise<boolean> {
    return new Promise((resolve) => this.open.push({ kind, title, answer: resolve }));
  }

  /** Answers the oldest open dialog of this kind; throws when there is none. */
  answer(kind: Dialog['kind'], agreed: boolean): void {
    const at = this.open.findIndex((dialog) => dialog.kind === kind);
    if (at < 0) throw new Error(`no ${kind} dialog is open`);
    this.open.splice(at, 1)[0]!.answer(agreed);
  }
}

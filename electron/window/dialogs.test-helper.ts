/** What a person answers in the dialogs of the system: null cancels. `meanwhile` happens while one stands open. */
export const answers: {
  open: string | null;
  save: string | null;
  /** The file name that was proposed. */
  proposed: string;
  meanwhile: () => void;
} = { open: null, save: null, proposed: '', meanwhile: () => undefined };

/** As much of Electron as a desk that asks for files needs. */
export const fakeElectron = {
  app: { getPath: () => '' },
  BrowserWindow: { fromWebContents: () => null },
  dialog: {
    showOpenDialog: () => {
      answers.meanwhile();
      return Promise.resolve({
        canceled: answers.open === null,
        filePaths: answers.open === null ? [] : [answers.open],
      });
    },
    showSaveDialog: ({ defaultPath }: { readonly defaultPath: string }) => {
      answers.proposed = defaultPath;
      answers.meanwhile();
      return Promise.resolve({ canceled: answers.save === null, filePath: answers.save ?? '' });
    },
  },
};

/** Characters that Windows takes in no file name, and blanks. */
const notInNames = /[\\/:*?"<>|\s\p{Cc}]/gu;

/** The name of a PDF as the centre files it: `센터_문서_YYYYMMDD.pdf` (domain §10.10). Never a name of a person. */
export function pdfName({ centre, fileName }: { centre: string; fileName: string }, today: string): string {
  const parts = [centre, fileName, today.replaceAll('-', '')].map((part) => part.replace(notInNames, ''));
  return `${parts.filter((part) => part !== '').join('_')}.pdf`;
}

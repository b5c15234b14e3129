/** To and from the thread that opens a copied store and checks it. */
export type ToChecker = { readonly file: string; readonly keyHex: string };

/** What a copied store holds; `fault` is SQLite's first complaint where it is damaged. */
export type StoreContents = {
  readonly schemaVersion: number;
  readonly cases: number;
  readonly assessments: number;
  readonly pictures: number;
  readonly outcomes: number;
  readonly newest: { readonly label: string; readonly createdAt: string } | null;
  readonly auditSeq: number;
  readonly auditHash: string;
};
export type FromChecker = { readonly contents: StoreContents } | { readonly fault: string };

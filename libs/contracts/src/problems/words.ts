/** What a person reads: a title without a full stop, and a way forward where nothing more exact is known. */
export interface ProblemWords {
  title: string;
  detail: string;
}

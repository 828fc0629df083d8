import { createContext, use } from 'react';

/** What is wrong with each field of a form, by name. */
export type FormErrors = Readonly<Record<string, string>>;

export const FormErrorsContext = createContext<FormErrors>({});

export const useFieldError = (name: string): string | undefined => use(FormErrorsContext)[name];

export type Labelled = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** In the order in which they are seen. */
export const fieldsOf = (form: HTMLFormElement): Labelled[] =>
  [...form.elements].filter((element): element is Labelled => 'name' in element && element.name !== '');

/** What the browser itself finds wrong: the key of the words for it. */
export function flawOf({ validity }: Labelled): 'missing' | 'email' | undefined {
  if (validity.valueMissing) return 'missing';
  return validity.typeMismatch ? 'email' : undefined;
}

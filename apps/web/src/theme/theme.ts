import { useSyncExternalStore } from 'react';
import { deviceStorage } from '../app/device-storage';

/** What is shown. Somebody who has chosen nothing sees what the device is set to. */
export type Theme = 'light' | 'dark';

const listeners = new Set<() => void>();
const systemDark = matchMedia('(prefers-color-scheme: dark)');
const tell = (): void => listeners.forEach((listener) => listener());
systemDark.addEventListener('change', tell);

const systemTheme = (): Theme => (systemDark.matches ? 'dark' : 'light');
const chosenTheme = (): Theme | undefined => {
  const kept = deviceStorage.read('theme');
  return kept === 'light' || kept === 'dark' ? kept : undefined;
};
const shown = (): Theme => (document.documentElement.dataset['theme'] as Theme | undefined) ?? systemTheme();

export function applyTheme(theme = chosenTheme()): void {
  if (theme) document.documentElement.dataset['theme'] = theme;
  else delete document.documentElement.dataset['theme'];
  tell();
}

/** Whoever goes back to what the device is set to follows the device again. */
export function chooseTheme(theme: Theme): void {
  if (theme === systemTheme()) deviceStorage.forget('theme');
  else deviceStorage.keep('theme', theme);
  applyTheme();
}

export const useTheme = (): Theme =>
  useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, shown);

import { useSyncExternalStore } from 'react';
import { deviceStorage } from '../app/device-storage';

/** What somebody can choose; whoever has chosen nothing follows the device. */
export const themes = ['device', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const listeners = new Set<() => void>();
let chosen: Theme = 'device';

function show(theme: Theme): void {
  chosen = theme;
  // The style sheet follows the device where nothing else is said.
  if (theme === 'device') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
  listeners.forEach((listener) => listener());
}

const keptTheme = (): Theme => {
  const kept = deviceStorage.read('theme');
  return themes.find((theme) => theme === kept) ?? 'device';
};

export function startTheme(): void {
  show(keptTheme());
  // Chosen in another tab: both look alike.
  addEventListener('storage', () => show(keptTheme()));
}

export function chooseTheme(theme: Theme): void {
  if (theme === 'device') deviceStorage.forget('theme');
  else deviceStorage.keep('theme', theme);
  show(theme);
}

export const useTheme = (): Theme =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => chosen,
  );

import { useEffect } from 'react';

/** Gives the keyboard back to whatever opened this, when it goes; to the page when that is gone too. */
export function useFocusReturn(): void {
  useEffect(() => {
    const opener = document.activeElement;
    return () => {
      requestAnimationFrame(() => {
        const target = opener instanceof HTMLElement && opener.isConnected ? opener : document.getElementById('main');
        target?.focus({ preventScroll: true });
      });
    };
  }, []);
}

import { useEffect, useState } from 'react';

/** For "Saved.": said for as long as it takes to read it. */
export function useSaved(): [saved: boolean, setSaved: () => void] {
  const [times, setTimes] = useState(0);
  const [silent, setSilent] = useState(0);
  useEffect(() => {
    const timer = setTimeout(() => setSilent(times), 6000);
    return () => clearTimeout(timer);
  }, [times]);
  return [times > silent, () => setTimes((count) => count + 1)];
}

import { useEffect, useState } from 'react'

/** A value once it has stayed the same for some milliseconds, so that not every key asks the server. */
export function useLater<Value>(value: Value, pause: number): Value {
  const [later, setLater] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setLater(value), pause)
    return () => clearTimeout(timer)
  }, [value, pause])
  return later
}

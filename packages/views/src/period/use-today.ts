import { useEffect, useState } from 'react'
import { type Moment, momentOf } from './days.ts'

const minute = 60_000

/** Where now stands in a zone; goes on by the minute. */
export function useNow(timeZone: string): Moment {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), minute)
    return () => clearInterval(timer)
  }, [])
  return momentOf(now, timeZone)
}

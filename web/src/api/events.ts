import { useEffect, useRef, useState } from 'react'

/** Listens to a server-sent event stream; `path` null listens to nothing. The browser reconnects by itself. */
export function useEvents<Message>(
  path: string | null,
  names: readonly string[],
  receive: (name: string, message: Message) => void,
): { connected: boolean } {
  const [connected, setConnected] = useState(false)
  const latest = useRef(receive)
  useEffect(() => {
    latest.current = receive
  })
  const joined = names.join(' ')
  useEffect(() => {
    if (path === null) return undefined
    const source = new EventSource(`/api/v1${path}`)
    source.addEventListener('open', () => setConnected(true))
    source.addEventListener('error', () => setConnected(false))
    for (const name of joined.split(' ')) {
      source.addEventListener(name, (event) => {
        latest.current(name, JSON.parse(event.data as string) as Message)
        if (name === 'done') source.close()
      })
    }
    return () => source.close()
  }, [path, joined])
  return { connected }
}

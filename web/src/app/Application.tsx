import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { App as AntdApp, ConfigProvider } from 'antd'
import enUS from 'antd/locale/en_US'
import zhCN from 'antd/locale/zh_CN'
import 'dayjs/locale/zh-cn'
import { useMemo, useState } from 'react'
import { RouterProvider } from 'react-router'
import { Problem } from '../api/client'
import { PreferencesContext } from './preferences_context'
import { useLanguage, useMedia, usePhone, useTheme } from './preferences'
import { router } from './router'
import { SpeechContext, speechOf } from './texts'
import { antdTheme } from './theme'

function createClient(): QueryClient {
  // A session that ended shows as 401 on any request: asking for the session again leads to the sign-in page.
  // A wrong password or code typed within a session is a 401 too, about a field.
  const onError = (error: unknown) => {
    const ended = error instanceof Problem && error.status === 401 && error.errors.length === 0
    if (ended && client.getQueryData(['session'])) void client.resetQueries({ queryKey: ['session'] })
  }
  const client = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        retry: (failures, error) =>
          failures < 2 && (!(error instanceof Problem) || error.outcomeUnknown),
      },
    },
  })
  return client
}

export function Application() {
  const [client] = useState(createClient)
  const [language, setLanguage] = useLanguage()
  const [theme, themeChoice, setThemeChoice] = useTheme()
  const phone = usePhone()
  const still = useMedia('(prefers-reduced-motion: reduce)')
  const speech = useMemo(() => speechOf(language), [language])
  const config = useMemo(() => antdTheme(theme, phone, still), [theme, phone, still])
  const preferences = useMemo(
    () => ({ setLanguage, theme, themeChoice, setThemeChoice }),
    [setLanguage, theme, themeChoice, setThemeChoice],
  )
  return (
    <QueryClientProvider client={client}>
      <SpeechContext value={speech}>
        <PreferencesContext value={preferences}>
          <ConfigProvider
            locale={language === 'zh' ? zhCN : enUS}
            theme={config}
            button={{ autoInsertSpace: false }}
          >
            <AntdApp>
              <RouterProvider router={router} />
            </AntdApp>
          </ConfigProvider>
        </PreferencesContext>
      </SpeechContext>
    </QueryClientProvider>
  )
}

import { BulbOutlined, MoonOutlined, SunOutlined } from '@ant-design/icons'
import { Button, Segmented } from 'antd'
import type { ThemeChoice } from './preferences'
import { usePreferences } from './preferences_context'
import { useSpeech } from './texts'

export function LanguageSwitch() {
  const { language, t } = useSpeech()
  const { setLanguage } = usePreferences()
  const other = language === 'zh' ? 'en' : 'zh'
  return (
    <Button
      type="text"
      className="language"
      lang={other === 'zh' ? 'zh-CN' : 'en'}
      title={t('shell.other_language')}
      onClick={() => setLanguage(other)}
    >
      {other === 'zh' ? '中文' : 'English'}
    </Button>
  )
}

export function ThemeSwitch() {
  const { t } = useSpeech()
  const { themeChoice, setThemeChoice } = usePreferences()
  return (
    <Segmented<ThemeChoice>
      aria-label={t('theme.title')}
      name="theme"
      value={themeChoice}
      onChange={setThemeChoice}
      options={[
        { value: 'light', icon: <SunOutlined aria-label={t('theme.light')} />, title: t('theme.light') },
        { value: 'dark', icon: <MoonOutlined aria-label={t('theme.dark')} />, title: t('theme.dark') },
        { value: 'auto', icon: <BulbOutlined aria-label={t('theme.auto')} />, title: t('theme.auto') },
      ]}
    />
  )
}

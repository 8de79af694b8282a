import { Button } from 'antd'
import { useSpeech } from '../../app/texts'
import { SettledDay } from '../../schema/SettledDay'
import { presetNames, presetOf, presetPeriod } from './period'
import type { Period } from './period'

type PeriodPickerProps = { period: Period; today: string; choose: (period: Period) => void }

export function PeriodPicker({ period, today, choose }: PeriodPickerProps) {
  const { t } = useSpeech()
  const chosen = presetOf(period, today)
  const day = (name: keyof Period) => (
    <SettledDay
      value={period[name]}
      label={t(name === 'from' ? 'period.from' : 'period.to')}
      settle={(value) => value !== '' && choose({ ...period, [name]: value })}
    />
  )
  return (
    <fieldset className="period">
      <legend className="unseen">{t('period.title')}</legend>
      <div className="presets">
        {presetNames.map((name) => (
          <Button
            key={name}
            type={name === chosen ? 'primary' : 'default'}
            aria-pressed={name === chosen}
            onClick={() => choose(presetPeriod(name, today))}
          >
            {t(`period.${name}`)}
          </Button>
        ))}
      </div>
      <div className="range">
        {day('from')}
        <span aria-hidden="true">–</span>
        {day('to')}
      </div>
    </fieldset>
  )
}

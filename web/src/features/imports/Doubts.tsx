import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Radio } from 'antd'
import { Link } from 'react-router'
import { call, query } from '../../api/client'
import type { Doubt, Plan } from '../../api/types'
import { groupAmount, groupCount } from '../../app/amount'
import { useLink } from '../../app/branch'
import { useSpeech } from '../../app/texts'
import { DataTable } from '../../ui/DataTable'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { decided, keyOf, undecided, wordOn } from './doubts'
import type { Decisions, DoubtRule, Word } from './doubts'

const pageRows = 100

type DoubtPage = { rows: Doubt[]; total: number }

/** The doubtful rows, a page at a time: the plan holds the first, the server the others. */
function useDoubts(plan: Plan) {
  return useInfiniteQuery({
    queryKey: ['imports', plan.id, 'doubts', plan.doubts],
    queryFn: ({ pageParam, signal }) =>
      call<DoubtPage>(`/imports/${plan.id}/doubts${query({ from: String(pageParam), limit: String(pageRows) })}`, {
        signal,
      }),
    initialPageParam: 0,
    initialData: { pages: [{ rows: plan.doubts, total: plan.doubtful }], pageParams: [0] },
    staleTime: Number.POSITIVE_INFINITY,
    getNextPageParam: (last, pages) => {
      const known = pages.reduce((sum, page) => sum + page.rows.length, 0)
      return known < last.total ? known : undefined
    },
  })
}

type DoubtsProps = {
  plan: Plan
  rule: DoubtRule
  setRule: (rule: DoubtRule) => void
  decisions: Decisions
  decide: (decisions: Decisions) => void
}

function Word({ doubt, word, choose }: { doubt: Doubt; word: Word | null; choose: (word: Word) => void }) {
  const { t } = useSpeech()
  return (
    <Radio.Group
      aria-label={t('import.doubtful_row', { row: doubt.row })}
      value={word}
      options={[
        { value: 'take', label: t('import.doubtful_take') },
        { value: 'skip', label: t('import.doubtful_skip') },
      ]}
      onChange={(event) => choose(event.target.value as Word)}
    />
  )
}

/** The doubtful rows beside what is in the book; the officer decides on each, or on all alike. */
export function Doubts({ plan, rule, setRule, decisions, decide }: DoubtsProps) {
  const { t, say } = useSpeech()
  const link = useLink()
  const doubts = useDoubts(plan)
  if (plan.doubtful === 0) return null
  const rows = doubts.data.pages.flatMap((page) => page.rows)
  const open = undecided(plan, rule, decisions)
  return (
    <section className="panel" aria-labelledby="doubts">
      <h2 id="doubts">{t('import.doubts', { n: groupCount(plan.doubtful) })}</h2>
      <p>{t('import.doubts_text')}</p>
      <Radio.Group
        className="stacked"
        aria-label={t('import.doubtful_label')}
        value={rule}
        onChange={(event) => setRule(event.target.value as DoubtRule)}
        options={[
          { value: 'skip', label: t('import.doubtful_skip_all') },
          { value: 'take', label: t('import.doubtful_take_all') },
          { value: 'decide', label: t('import.doubtful_decide') },
        ]}
      />
      <p role="status">{open > 0 ? t('import.undecided', { n: groupCount(open) }) : ''}</p>
      {doubts.error && <ProblemNotice problem={doubts.error} retry={() => void doubts.fetchNextPage()} />}
      <DataTable
        caption={t('import.errors_first', { n: rows.length })}
        showCaption
        items={rows}
        keyOf={keyOf}
        columns={[
          { key: 'sheet', title: t('import.sheet'), cell: (doubt) => doubt.sheet },
          { key: 'row', title: t('import.row'), numeric: true, heading: true, cell: (doubt) => doubt.row },
          { key: 'donor', title: t('import.donor'), cell: (doubt) => doubt.donor_name },
          { key: 'day', title: t('desk.day'), cell: (doubt) => doubt.day },
          { key: 'amount', title: t('import.sum'), numeric: true, cell: (doubt) => groupAmount(doubt.amount) },
          { key: 'reason', title: t('import.reason'), cell: (doubt) => say(doubt.reason) },
          {
            key: 'existing',
            title: t('import.existing'),
            cell: (doubt) => (
              <Link to={link(`/records/giving.gift/${doubt.existing}`)}>{t('import.existing_open')}</Link>
            ),
          },
          {
            key: 'decision',
            title: t('import.decision'),
            cell: (doubt) => (
              <Word
                doubt={doubt}
                word={wordOn(doubt, rule, decisions)}
                choose={(word) => decide(decided(decisions, doubt, word))}
              />
            ),
          },
        ]}
      />
      {doubts.hasNextPage && (
        <Button onClick={() => void doubts.fetchNextPage()} loading={doubts.isFetchingNextPage}>
          {t('import.doubts_more')}
        </Button>
      )}
    </section>
  )
}

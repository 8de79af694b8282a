import { createBrowserRouter } from 'react-router'
import { RouteFailure } from './RouteFailure'
import { Shell } from './Shell'

/** Every page is its own chunk, fetched when it is first opened. */
export const router = createBrowserRouter(
  [
    {
      ErrorBoundary: RouteFailure,
      HydrateFallback: () => null,
      children: [
        { path: 'sign-in', lazy: () => import('../features/session/SignIn') },
        { path: 'welcome', lazy: () => import('../features/session/Welcome') },
        { path: 'emergency/:id/board', lazy: () => import('../features/emergency/EmergencyBoard') },
        {
          Component: Shell,
          children: [
            {
              ErrorBoundary: RouteFailure,
              children: [
                { index: true, lazy: () => import('../features/dashboard/Dashboard') },
                { path: 'account', lazy: () => import('../features/session/Account') },
                { path: 'gift-desk', lazy: () => import('../features/gift_desk/GiftDesk') },
                { path: 'goods-desk', lazy: () => import('../features/goods_desk/GoodsDesk') },
                { path: 'goods-desk/:id', lazy: () => import('../features/goods_desk/GoodsDesk') },
                { path: 'goods-count', lazy: () => import('../features/goods_desk/GoodsCount') },
                { path: 'goods-import', lazy: () => import('../features/goods_desk/GoodsImport') },
                { path: 'goods-import/:id', lazy: () => import('../features/goods_desk/GoodsImport') },
                { path: 'campaigns', lazy: () => import('../features/campaigns/CampaignDesk') },
                { path: 'campaigns/:id', lazy: () => import('../features/campaigns/CampaignPage') },
                { path: 'calendar', lazy: () => import('../features/disclosure/CalendarPage') },
                { path: 'emergency', lazy: () => import('../features/emergency/EmergencyDesk') },
                { path: 'import', lazy: () => import('../features/imports/ImportStart') },
                { path: 'import/:id', lazy: () => import('../features/imports/ImportPage') },
                { path: 'reconcile', lazy: () => import('../features/reconciliation/ReconciliationDesk') },
                { path: 'statement-import', lazy: () => import('../features/reconciliation/StatementImport') },
                {
                  path: 'statement-import/:id',
                  lazy: () => import('../features/reconciliation/StatementImport'),
                },
                { path: 'unidentified', lazy: () => import('../features/reconciliation/Unidentified') },
                { path: 'spending', lazy: () => import('../features/spending/SpendingDesk') },
                {
                  path: 'spending/waiting/:step',
                  lazy: () => import('../features/spending/WaitingPage'),
                },
                { path: 'spending/:command', lazy: () => import('../features/spending/RequestPage') },
                { path: 'records/:record', lazy: () => import('../features/records/ListPage') },
                { path: 'records/:record/new', lazy: () => import('../features/records/FormPage') },
                { path: 'records/:record/:id', lazy: () => import('../features/records/DetailPage') },
                {
                  path: 'records/:record/:id/edit',
                  lazy: () => import('../features/records/FormPage'),
                },
                { path: '*', lazy: () => import('./NotFound') },
              ],
            },
          ],
        },
      ],
    },
  ],
  { basename: '/console' },
)

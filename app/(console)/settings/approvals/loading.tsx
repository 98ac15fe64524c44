import { ListOutline } from '../../_components/list-outline'

export default function ApprovalSettingsLoading() {
  return <ListOutline />
}

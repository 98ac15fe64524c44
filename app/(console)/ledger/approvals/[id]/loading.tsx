import { DetailOutline } from '../../_components/detail-outline'

export default function ApprovalLoading() {
  return <DetailOutline />
}

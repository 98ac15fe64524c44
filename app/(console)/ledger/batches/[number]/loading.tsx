import { DetailOutline } from '../../_components/detail-outline'

export default function BatchLoading() {
  return <DetailOutline />
}

import { BellOutlined } from "@ant-design/icons";
import { Badge, Button, Popover } from "antd";
import { useTranslation } from "react-i18next";
import { api, query } from "../api/client";
import { When } from "../ui/figures";

/** What the centre wants its reader to know, unread ones first. */
export function Notices() {
  const { t } = useTranslation("common");
  const notices = query.useQuery("get", "/v1/notifications", { params: { query: { limit: 20 } } });
  const items = notices.data?.items ?? [];
  const unread = items.filter((notice) => !notice.readAt).length;
  const read = async (id: string) => {
    await api.POST("/v1/notifications/{id}/read", { params: { path: { id } } });
    await notices.refetch();
  };
  const content =
    items.length === 0 ? (
      <span className="muted">{t("notices.none")}</span>
    ) : (
      <ul className="notices">
        {items.map((notice) => (
          <li key={notice.id} data-unread={!notice.readAt}>
            <div>{notice.text}</div>
            <span className="muted">
              <When at={notice.at} />
            </span>
            {!notice.readAt && (
              <Button size="small" type="link" onClick={() => void read(notice.id)}>
                {t("notices.read")}
              </Button>
            )}
          </li>
        ))}
      </ul>
    );
  return (
    <Popover trigger="click" placement="bottomRight" title={t("notices.title")} content={content}>
      <Badge count={unread} size="small" offset={[-6, 6]}>
        <Button type="text" icon={<BellOutlined />} aria-label={t("notices.open", { count: unread })} />
      </Badge>
    </Popover>
  );
}

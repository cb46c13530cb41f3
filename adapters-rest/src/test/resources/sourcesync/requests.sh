curl -X POST https://api.sourcesync.ai/v1/connections \
-H "Authorization: Bearer ${SOURCE_SYNC_API_KEY}" \
-H "Content-Type: application/json" \
-d '{
"namespaceId": "ns_123",
"name": "My Google Drive",
"connector": "GOOGLE_DRIVE",
"clientRedirectUrl": "https://example.com/ragaas/google-drive/success"
}'

curl -X GET 'https://api.sourcesync.ai/v1/connections?namespaceId=ns_123&connector=NOTION' \
-H "Authorization: Bearer ${SOURCE_SYNC_API_KEY}"

curl -X GET https://api.sourcesync.ai/v1/connections/conn_abc123?namespaceId=ns_123 \
-H "Authorization: Bearer ${SOURCE_SYNC_API_KEY}"

curl -X PATCH https://api.sourcesync.ai/v1/connections/conn_abc123 \
-H "Authorization: Bearer ${SOURCE_SYNC_API_KEY}" \
-H "Content-Type: application/json" \
-d '{
"namespaceId": "ns_123",
"name": "My Notion Workspace",
"clientRedirectUrl": "https://example.com/ragaas/notion/success"
}'

curl -X POST https://api.sourcesync.ai/v1/connections/conn_abc123/revoke \
-H "Authorization: Bearer ${SOURCE_SYNC_API_KEY}" \
-H "Content-Type: application/json" \
-d '{
"namespaceId": "ns_123"
}'

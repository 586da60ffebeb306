#!/bin/sh
# 业务系统怎么接“好差评”：只用 sh、curl 和 openssl。
#
#   BASE_URL=http://localhost:8080 APP_KEY=标识 APP_SECRET=密钥 sh report.sh 办件.json
#
# 打印服务器的回答：收下了有 invitation.link（评价链接），没收下有 error.details（哪个字段、怎么改），退出码为 1。
set -eu
BASE_URL=${BASE_URL:-http://localhost:8080}
FILE=$1
METHOD=POST
URL_PATH=/api/v1/transactions

# 毫秒时间戳，和一个没用过的随机串
TIMESTAMP="$(date +%s)000"
NONCE=$(openssl rand -hex 16)
DIGEST=$(openssl dgst -sha256 -r "$FILE" | cut -d ' ' -f 1)
# 签的是五行：方法、路径、时间戳、随机串、内容的 SHA-256；最后一行后面没有换行
SIGNATURE=$(printf '%s\n%s\n%s\n%s\n%s' "$METHOD" "$URL_PATH" "$TIMESTAMP" "$NONCE" "$DIGEST" |
  openssl dgst -sha256 -hmac "$APP_SECRET" -r | cut -d ' ' -f 1)

# --data-binary：签的和发的要一字不差，包括换行
ANSWER=$(curl -sS --max-time 10 -w '\n%{http_code}' -X "$METHOD" "$BASE_URL$URL_PATH" \
  -H 'Content-Type: application/json' \
  -H "X-App-Key: $APP_KEY" -H "X-Timestamp: $TIMESTAMP" -H "X-Nonce: $NONCE" -H "X-Signature: $SIGNATURE" \
  --data-binary "@$FILE")
printf '%s\n' "$ANSWER" | sed '$d'
[ "$(printf '%s\n' "$ANSWER" | tail -n 1)" = 201 ]

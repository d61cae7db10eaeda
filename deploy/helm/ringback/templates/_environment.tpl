{{/* One secret of an existing Secret as a variable: name, secret, key. */}}
{{- define "ringback.secretVariable" -}}
- name: {{ .name }}
  valueFrom:
    secretKeyRef:
      name: {{ .secret }}
      key: {{ .key }}
{{- end -}}

{{/* The settings that each node has. The build compares the names with Ringback's settings. */}}
{{- define "ringback.environment" -}}
{{- $v := .Values -}}
- name: POD_IP
  valueFrom:
    fieldRef:
      fieldPath: status.podIP
{{- with $v.javaOptions }}
- name: JDK_JAVA_OPTIONS
  value: {{ . | quote }}
{{- end }}
- name: RINGBACK_PUBLIC_URL
  value: {{ $v.publicUrl | quote }}
- name: RINGBACK_COUNTRY
  value: {{ $v.country | quote }}
{{ include "ringback.secretVariable" (dict "name" "RINGBACK_SECRET" "secret" $v.secrets.existingSecret "key" "secret") }}
{{ include "ringback.secretVariable" (dict "name" "RINGBACK_ADDRESS_KEYS" "secret" $v.secrets.existingSecret "key" "address-keys") }}
{{- if $v.secrets.adminPassword }}
{{ include "ringback.secretVariable" (dict "name" "RINGBACK_OPERATORS_ADMIN_PASSWORD" "secret" $v.secrets.existingSecret "key" "admin-password") }}
- name: RINGBACK_OPERATORS_ADMIN_GROUP
  value: camunda-admin
{{- end }}
# What stands before Ringback says who asks. Nobody else reaches it, by the NetworkPolicies.
- name: SERVER_FORWARD_HEADERS_STRATEGY
  value: native
- name: CAMUNDA_BPM_WEBAPP_CSRF_ENABLE_SECURE_COOKIE
  value: {{ hasPrefix "https:" $v.publicUrl | quote }}
- name: SPRING_DATASOURCE_URL
  value: {{ include "ringback.databaseUrl" . | quote }}
{{ include "ringback.secretVariable" (dict "name" "SPRING_DATASOURCE_USERNAME" "secret" $v.database.existingSecret "key" "username") }}
{{ include "ringback.secretVariable" (dict "name" "SPRING_DATASOURCE_PASSWORD" "secret" $v.database.existingSecret "key" "password") }}
- name: SPRING_DATASOURCE_HIKARI_MAXIMUM_POOL_SIZE
  value: {{ $v.database.connections | quote }}
- name: RINGBACK_CONNECTIONS_FINISH_WITHIN
  value: {{ printf "%ds" (int $v.stop.finishCalls) | quote }}
{{- range $v.apiKeys }}
{{- $client := .name | upper }}
{{ include "ringback.secretVariable" (dict "name" (printf "RINGBACK_API_KEYS_%s_VALUE" $client) "secret" .existingSecret "key" .key) }}
- name: RINGBACK_API_KEYS_{{ $client }}_SCOPES
  value: {{ join "," .scopes | quote }}
{{- end }}
{{- with $v.metrics.existingSecret }}
{{ include "ringback.secretVariable" (dict "name" "RINGBACK_API_KEYS_PROMETHEUS_VALUE" "secret" . "key" "key") }}
- name: RINGBACK_API_KEYS_PROMETHEUS_SCOPES
  value: metrics.read
{{- end }}
- name: RINGBACK_MAIL_MAILBOX
  value: {{ $v.mail.mailbox | quote }}
- name: RINGBACK_MAIL_DOMAIN
  value: {{ $v.mail.domain | quote }}
{{- range $way := list "smtp" "imap" }}
{{- $server := get $v.mail $way }}
- name: RINGBACK_MAIL_{{ upper $way }}_HOST
  value: {{ $server.host | quote }}
- name: RINGBACK_MAIL_{{ upper $way }}_PORT
  value: {{ $server.port | quote }}
- name: RINGBACK_MAIL_{{ upper $way }}_SCHEME
  value: {{ $server.scheme | quote }}
- name: RINGBACK_MAIL_{{ upper $way }}_STARTTLS_REQUIRED
  value: {{ and $server.startTls (eq $server.scheme $way) | quote }}
{{ include "ringback.secretVariable" (dict "name" (printf "RINGBACK_MAIL_%s_USERNAME" (upper $way)) "secret" $v.mail.existingSecret "key" "username") }}
{{ include "ringback.secretVariable" (dict "name" (printf "RINGBACK_MAIL_%s_PASSWORD" (upper $way)) "secret" $v.mail.existingSecret "key" "password") }}
{{- end }}
{{- if $v.sip.enabled }}
- name: RINGBACK_SIP_PROXY
  value: {{ $v.sip.proxy | quote }}
{{- with $v.sip.domain }}
- name: RINGBACK_SIP_DOMAIN
  value: {{ . | quote }}
{{- end }}
- name: RINGBACK_SIP_LISTEN
  value: {{ include "ringback.listen" . | quote }}
- name: RINGBACK_SIP_PEERS
  value: {{ join "," $v.sip.peers | quote }}
- name: RINGBACK_CONNECTIONS_NUMBER
  value: {{ $v.sip.number | quote }}
{{- if $v.sip.account }}
- name: RINGBACK_SIP_ACCOUNT
  value: {{ $v.sip.account | quote }}
{{ include "ringback.secretVariable" (dict "name" "RINGBACK_SIP_PASSWORD" "secret" $v.sip.existingSecret "key" "password") }}
{{- end }}
{{- if $v.sip.tls.enabled }}
- name: RINGBACK_SIP_KEY_STORE
  value: /opt/ringback/sip-tls/keystore.p12
{{ include "ringback.secretVariable" (dict "name" "RINGBACK_SIP_KEY_STORE_PASSWORD" "secret" $v.sip.tls.existingSecret "key" "password") }}
- name: RINGBACK_SIP_TRUST_STORE
  value: /opt/ringback/sip-tls/truststore.p12
{{ include "ringback.secretVariable" (dict "name" "RINGBACK_SIP_TRUST_STORE_PASSWORD" "secret" $v.sip.tls.existingSecret "key" "password") }}
{{- end }}
- name: RINGBACK_ANNOUNCEMENT_MEDIA_PORTS
  value: {{ printf "%d-%d" (int $v.sip.media.firstPort) (int $v.sip.media.lastPort) | quote }}
{{- with $v.sip.media.hosts }}
- name: RINGBACK_ANNOUNCEMENT_MEDIA_HOSTS
  value: {{ join "," . | quote }}
{{- end }}
{{- end }}
{{- with $v.extraEnv }}
{{ toYaml . }}
{{- end }}
{{- end -}}

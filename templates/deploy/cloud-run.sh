#!/usr/bin/env bash
# Le service sur Cloud Run, et le lundi à 9:00 par Cloud Scheduler ; voir cloud-run.md. À relancer sans crainte :
# ce qui existe est mis à jour. The service on Cloud Run; run it again to update.
#
#   PROJECT=mon-projet ABM_SHEETS_DATABASE_URL=postgresql+psycopg://… templates/deploy/cloud-run.sh
set -euo pipefail
cd "$(dirname "$0")/../.."

: "${PROJECT:?le projet Google Cloud}"
REGION="${REGION:-europe-west9}"
CLOUD_SQL="${CLOUD_SQL:-}" # PROJET:RÉGION:INSTANCE, pour une base Cloud SQL
NAME=abm-sheets
ACCOUNT="$NAME@$PROJECT.iam.gserviceaccount.com"
SCHEDULER="$NAME-scheduler@$PROJECT.iam.gserviceaccount.com"
IMAGE="$REGION-docker.pkg.dev/$PROJECT/$NAME/service"
SECRET="$NAME-database-url"
KEY="$NAME-secret-key"

google() { gcloud --project="$PROJECT" --quiet "$@"; }
exists() { google "$@" >/dev/null 2>&1; }

google services enable run.googleapis.com artifactregistry.googleapis.com cloudbuild.googleapis.com \
  secretmanager.googleapis.com cloudscheduler.googleapis.com sheets.googleapis.com drive.googleapis.com

# Deux comptes : celui qui lit et écrit la feuille, celui qui appelle chaque lundi. Aucune clé à garder.
for account in "$NAME" "$NAME-scheduler"; do
  exists iam service-accounts describe "$account@$PROJECT.iam.gserviceaccount.com" ||
    google iam service-accounts create "$account"
done

# L'image. The image.
exists artifacts repositories describe "$NAME" --location="$REGION" ||
  google artifacts repositories create "$NAME" --location="$REGION" --repository-format=docker
google builds submit . --config=templates/deploy/cloudbuild.yaml --substitutions="_IMAGE=$IMAGE" \
  --ignore-file=templates/deploy/Dockerfile.dockerignore

# L'adresse de la base, mot de passe compris, dans Secret Manager. The database's address, a secret.
if ! exists secrets describe "$SECRET"; then
  : "${ABM_SHEETS_DATABASE_URL:?adresse de la base PostgreSQL, à donner la première fois}"
  google secrets create "$SECRET" --replication-policy=automatic
fi
if [[ -n "${ABM_SHEETS_DATABASE_URL:-}" ]]; then
  printf '%s' "$ABM_SHEETS_DATABASE_URL" | google secrets versions add "$SECRET" --data-file=-
fi
# La clé qui chiffre les adresses d'alerte dans la base, faite une fois. The key that encrypts alert addresses.
if ! exists secrets describe "$KEY"; then
  google secrets create "$KEY" --replication-policy=automatic
  openssl rand -hex 32 | tr -d '\n' | google secrets versions add "$KEY" --data-file=-
fi
for secret in "$SECRET" "$KEY"; do
  google secrets add-iam-policy-binding "$secret" \
    --member="serviceAccount:$ACCOUNT" --role=roles/secretmanager.secretAccessor >/dev/null
done
database=()
if [[ -n "$CLOUD_SQL" ]]; then
  google projects add-iam-policy-binding "$PROJECT" \
    --member="serviceAccount:$ACCOUNT" --role=roles/cloudsql.client --condition=None >/dev/null
  database=("--set-cloudsql-instances=$CLOUD_SQL")
fi

# Le service : toujours un exemplaire, avec du processeur entre les appels, pour ses tâches de fond. Ouvert à
# tous, car il vérifie lui-même qui appelle (Google, Zapier, Make).
number="$(google projects describe "$PROJECT" --format='value(projectNumber)')"
URL="${ABM_SHEETS_URL:-https://$NAME-$number.$REGION.run.app}"
variables="^|^ABM_SHEETS_URL=$URL|ABM_SHEETS_SCHEDULER_ACCOUNT=$SCHEDULER"
for variable in ABM_SHEETS_ADDON_ACCOUNT ABM_SHEETS_ADDON_CLIENT_ID ABM_SHEETS_ALERTS ABM_SHEETS_LANGUAGE; do
  if [[ -n "${!variable:-}" ]]; then
    variables+="|$variable=${!variable}"
  fi
done
google run deploy "$NAME" --region="$REGION" --image="$IMAGE" --service-account="$ACCOUNT" \
  --min-instances=1 --max-instances=3 --no-cpu-throttling --memory=1Gi --timeout=300 --allow-unauthenticated \
  --set-env-vars="$variables" --set-secrets="ABM_SHEETS_DATABASE_URL=$SECRET:latest,ABM_SHEETS_SECRET_KEY=$KEY:latest" \
  --startup-probe=httpGet.path=/readyz,httpGet.port=8080,periodSeconds=10,timeoutSeconds=5,failureThreshold=12 \
  --liveness-probe=httpGet.path=/healthz,httpGet.port=8080,periodSeconds=30,timeoutSeconds=5 \
  ${database[@]+"${database[@]}"}

# Le lundi à 9:00 à Paris, été comme hiver, et cinq essais. Mondays at 9:00 in Paris, and five retries.
verb=create
if exists scheduler jobs describe "$NAME-refresh" --location="$REGION"; then verb=update; fi
google scheduler jobs "$verb" http "$NAME-refresh" --location="$REGION" \
  --schedule="0 9 * * 1" --time-zone=Europe/Paris \
  --uri="$URL/jobs/refresh" --http-method=post \
  --oidc-service-account-email="$SCHEDULER" --oidc-token-audience="$URL/jobs/refresh" \
  --attempt-deadline=180s --max-retry-attempts=5 --min-backoff=60s --max-backoff=600s

printf 'Service : %s\nPartagez la feuille, en éditeur, avec : %s\n' "$URL" "$ACCOUNT"

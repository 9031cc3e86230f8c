"""Load the Dagster project, run its job once, and print what is there and what was made as JSON.

Runs in an environment that has Dagster (`make test-slow` makes it), started by test_dagster.py.
"""

from __future__ import annotations

import json
import sys
import tempfile
from typing import Any

import dagster as dg

from simulation.definitions import defs, every_minute


def tick_beside(status: dg.DagsterRunStatus | None) -> dict[str, Any]:
    """What the schedule does while a run has this status; None: there is no run."""
    with tempfile.TemporaryDirectory() as folder, dg.DagsterInstance.local_temp(folder) as instance:
        if status is not None:
            instance.add_run(dg.DagsterRun(job_name="simulation", status=status))
        data = every_minute.evaluate_tick(dg.build_schedule_context(instance=instance))
    return {"runs": len(data.run_requests or []), "skipped": data.skip_message}


def main() -> int:
    """What the project offers, then its job in this process."""
    repository = defs.get_repository_def()
    schedule = repository.get_schedule_def("every_minute")
    with dg.DagsterInstance.ephemeral() as instance:
        result = repository.get_job("simulation").execute_in_process(instance=instance)
        made: dict[str, Any] = {
            event.asset_key.to_user_string(): {
                name: value.value for name, value in event.materialization.metadata.items()
            }
            for event in result.get_asset_materialization_events()
            if event.asset_key is not None
        }
    sys.stdout.write(
        json.dumps(
            {
                "assets": sorted(key.to_user_string() for key in repository.assets_defs_by_key),
                "jobs": [job.name for job in repository.get_all_jobs()],
                "schedule": {
                    "cron": schedule.cron_schedule,
                    "job": schedule.job_name,
                    "status": schedule.default_status.value,
                },
                "ticks": [tick_beside(status) for status in (None, dg.DagsterRunStatus.STARTED)],
                "success": result.success,
                "made": made,
            }
        )
        + "\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
